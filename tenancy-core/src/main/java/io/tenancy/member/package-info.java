/**
 * People: {@linkplain io.tenancy.member.Accounts accounts}, one for a person whichever tenants it works in, with password, second
 * factor and mailed links.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.member;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
