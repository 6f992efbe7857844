/**
 * What a tenant's plan allows. An application declares {@linkplain io.tenancy.entitlement.Feature features} and
 * {@linkplain io.tenancy.entitlement.Plan plans}; a tenant holds a plan, perhaps add-ons and overrides; together they give its
 * {@link io.tenancy.entitlement.Entitlements}, which answer without a query and can tell why.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.entitlement;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
