/** What several packages of this module need; not for applications. */
@NullMarked
@CheckReturnValue
package io.tenancy.billing.internal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
