/**
 * The error root of Tenancy, and nothing else: every exception of every module extends {@link io.tenancy.TenancyException} and
 * carries an {@link io.tenancy.ErrorCode}.
 */
@NullMarked
@CheckReturnValue
package io.tenancy;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
