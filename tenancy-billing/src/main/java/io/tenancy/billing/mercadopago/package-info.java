/**
 * Mercado Pago, over plain HTTP. {@link io.tenancy.billing.mercadopago.MercadoPagoGatewayFactory} is found on the class path. Source:
 * the reference on mercadopago.com/developers.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.billing.mercadopago;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
