/**
 * Lets Micrometer's context propagation carry the tenant, and through it Reactor, Spring and others. Loaded only where
 * {@code io.micrometer:context-propagation} is on the class path.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.context.micrometer;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
