package io.tenancy.billing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The gateways of an application, in the order of preference. Immutable and thread-safe.
 *
 * <pre>{@code
 * Gateways gateways = Gateways.builder(GatewayParts.of(clock)).add(settings).build();
 * PaymentGateway stripe = gateways.require("stripe");
 * }</pre>
 */
public final class Gateways {
    private final Map<String, PaymentGateway> byName;

    private Gateways(Map<String, PaymentGateway> byName) {
        this.byName = new LinkedHashMap<>(byName);
    }

    /**
     * Starts a set of gateways. Every kind on the class path is known.
     *
     * @param parts what all of them share
     * @return a builder
     */
    public static Builder builder(GatewayParts parts) {
        return new Builder(parts);
    }

    /**
     * A gateway.
     *
     * @param name as it is called here
     * @return the gateway
     * @throws GatewayNotFoundException if there is none
     */
    public PaymentGateway require(String name) {
        return find(name).orElseThrow(() -> new GatewayNotFoundException(name, byName.keySet()));
    }

    /**
     * A gateway, if there is one.
     *
     * @param name as it is called here
     * @return the gateway
     */
    public Optional<PaymentGateway> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * Their names.
     *
     * @return in order of preference
     */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /**
     * Those that somebody can begin to pay with.
     *
     * @param currency in which currency
     * @param country in which country; null if it is not known
     * @return their names, in order of preference
     */
    public List<String> fitting(Currency currency, @Nullable String country) {
        return byName.entrySet().stream()
                .filter(gateway -> gateway.getValue().profile().can(Capability.CHECKOUT))
                .filter(gateway -> gateway.getValue().profile().takes(currency, country))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Collects gateways; not thread-safe. */
    public static final class Builder {
        private final GatewayParts parts;
        private final Map<String, GatewayFactory> factories = new TreeMap<>();
        private final Map<String, PaymentGateway> byName = new LinkedHashMap<>();

        private Builder(GatewayParts parts) {
            this.parts = parts;
            ServiceLoader.load(GatewayFactory.class, Gateways.class.getClassLoader())
                    .forEach(factory -> factories.put(factory.kind(), factory));
        }

        /**
         * Adds a kind that is not on the class path by itself.
         *
         * @param factory makes it; replaces one of the same kind
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder kind(GatewayFactory factory) {
            factories.put(factory.kind(), factory);
            return this;
        }

        /**
         * Adds a gateway.
         *
         * @param settings how it is set up
         * @return this
         * @throws GatewayNotFoundException if nobody makes this kind
         * @throws GatewayMisconfiguredException if its settings cannot work
         * @throws IllegalStateException if one of that name is there
         */
        @CanIgnoreReturnValue
        public Builder add(GatewaySettings settings) {
            GatewayFactory factory = factories.get(settings.kind());
            if (factory == null) {
                throw new GatewayNotFoundException(settings.kind(), factories.keySet());
            }
            return add(settings.name(), factory.open(settings, parts));
        }

        /**
         * Adds several.
         *
         * @param settings how they are set up
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder addAll(Collection<GatewaySettings> settings) {
            settings.forEach(this::add);
            return this;
        }

        /**
         * Adds a gateway that somebody made.
         *
         * @param name what it is called here
         * @param gateway the gateway
         * @return this
         * @throws IllegalStateException if one of that name is there
         */
        @CanIgnoreReturnValue
        public Builder add(String name, PaymentGateway gateway) {
            if (byName.putIfAbsent(name, gateway) != null) {
                throw new IllegalStateException("two gateways are called " + name);
            }
            return this;
        }

        /**
         * Done.
         *
         * @return the gateways
         */
        public Gateways build() {
            return new Gateways(byName);
        }
    }
}
