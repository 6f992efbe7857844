/** Alerts that are raised inside a tenant. */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.internal.alert;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
