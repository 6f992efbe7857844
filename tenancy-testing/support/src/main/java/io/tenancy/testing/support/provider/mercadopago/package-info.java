/** A fake of Mercado Pago: {@link io.tenancy.testing.support.provider.mercadopago.FakeMercadoPago} is where to begin. */
@NullMarked
@CheckReturnValue
package io.tenancy.testing.support.provider.mercadopago;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
