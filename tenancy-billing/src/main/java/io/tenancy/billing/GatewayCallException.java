package io.tenancy.billing;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;

/** A call to a gateway that the caller needed was not carried out, or nobody knows whether it was. */
public final class GatewayCallException extends TenancyException {
    private static final long serialVersionUID = 1L;

    private GatewayCallException(ErrorCode code, String problem, String remedy) {
        super(code, problem, remedy);
    }

    /**
     * For an answer that is not {@link GatewayAnswer.Done}.
     *
     * @param answer the answer
     * @return the exception
     */
    static GatewayCallException of(GatewayAnswer<?> answer) {
        if (answer instanceof GatewayAnswer.Refused<?> refused) {
            return new GatewayCallException(
                    ErrorCode.GATEWAY_REFUSED,
                    "The gateway refused: " + refused.reason() + " (" + refused.code() + ")",
                    "Look the code up at the gateway; trying the same again gives the same answer");
        } else if (answer instanceof GatewayAnswer.Unsupported<?> unsupported) {
            return new GatewayCallException(
                    ErrorCode.GATEWAY_UNSUPPORTED,
                    "The gateway cannot do " + unsupported.capability(),
                    "tenancyctl billing gateways shows what each can do");
        } else if (answer instanceof GatewayAnswer.Unavailable<?> unavailable) {
            return new GatewayCallException(
                    ErrorCode.GATEWAY_UNAVAILABLE,
                    "The gateway was not reached: " + unavailable.why(),
                    "Try again; nothing was done");
        }
        return new GatewayCallException(
                ErrorCode.GATEWAY_OUTCOME_UNKNOWN,
                "Nobody knows whether the gateway did it: "
                        + (answer instanceof GatewayAnswer.Unknown<?> unknown ? unknown.why() : "no answer"),
                "It is reconciled by asking the gateway; do not start it anew under another key");
    }
}
