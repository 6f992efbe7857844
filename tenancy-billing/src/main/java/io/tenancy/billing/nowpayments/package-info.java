/**
 * NOWPayments, over plain HTTP: one invoice for each period, nothing that is charged again by itself.
 * {@link io.tenancy.billing.nowpayments.NowPaymentsGatewayFactory} is found on the class path. Source: documenter.getpostman.com and
 * nowpayments.zendesk.com.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.billing.nowpayments;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
