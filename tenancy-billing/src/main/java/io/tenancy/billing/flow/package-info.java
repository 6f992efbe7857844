/**
 * Flow of Chile, over plain HTTP: signed requests, unsigned callbacks that are only a hint to ask.
 * {@link io.tenancy.billing.flow.FlowGatewayFactory} is found on the class path. Source: developers.flow.cl.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.billing.flow;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
