/** Settings of tenants in the database. */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.internal.setting;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
