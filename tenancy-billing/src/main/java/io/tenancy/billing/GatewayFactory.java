package io.tenancy.billing;

/**
 * Makes gateways of one kind from settings. Found on the class path by {@link java.util.ServiceLoader}, or given to
 * {@link Gateways.Builder}; needs a public constructor without parameters for the first. Stateless.
 */
public interface GatewayFactory {
    /**
     * The kind it makes.
     *
     * @return as in {@code tenancy.yaml}, such as {@code stripe}
     */
    String kind();

    /**
     * Makes one. Asks nobody.
     *
     * @param settings how it is set up
     * @param parts what all gateways share
     * @return the gateway
     * @throws GatewayMisconfiguredException if a key is missing, malformed, or of the other mode
     */
    PaymentGateway open(GatewaySettings settings, GatewayParts parts);
}
