/**
 * The current tenant: bound by a closeable scope, carried explicitly to other threads, checked for leaks.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.context;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
