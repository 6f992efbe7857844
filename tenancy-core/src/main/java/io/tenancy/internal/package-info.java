/** What several packages of this module share, and nobody else uses. */
@NullMarked
@CheckReturnValue
package io.tenancy.internal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
