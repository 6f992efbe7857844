/** How gateways without a library of ours are spoken to: {@link io.tenancy.billing.internal.http.GatewayHttp}. */
@NullMarked
@CheckReturnValue
package io.tenancy.billing.internal.http;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
