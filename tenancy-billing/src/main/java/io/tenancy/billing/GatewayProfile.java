package io.tenancy.billing;

import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway declares about itself. Immutable.
 *
 * @param name as in {@code tenancy.yaml}, such as {@code stripe}
 * @param capabilities what it can do
 * @param currencies ISO codes of those it takes; empty for any
 * @param countries ISO 3166 codes of where its customers may be; empty for anywhere
 */
public record GatewayProfile(String name, Set<Capability> capabilities, Set<String> currencies, Set<String> countries) {
    /**
     * Checks the components.
     *
     * @param name the name
     * @param capabilities what it can do
     * @param currencies what it takes
     * @param countries where
     * @throws IllegalArgumentException if the name is not 1 to 40 of a-z, 0-9 and hyphens
     */
    public GatewayProfile {
        if (!name.matches("[a-z][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException("not a gateway's name: " + name);
        }
        capabilities = Set.copyOf(capabilities);
        currencies = Set.copyOf(currencies);
        countries = Set.copyOf(countries);
    }

    /**
     * Whether it can do something.
     *
     * @param capability what
     * @return true if it declares so
     */
    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }

    /**
     * Whether somebody somewhere may pay with it.
     *
     * @param currency in which currency
     * @param country in which country, an ISO 3166 code; null if it is not known, which excludes nothing
     * @return true if it takes it
     */
    public boolean takes(Currency currency, @Nullable String country) {
        return (currencies.isEmpty() || currencies.contains(currency.getCurrencyCode()))
                && (country == null || countries.isEmpty() || countries.contains(country));
    }

    /**
     * What it lacks, in order of declaration.
     *
     * @return a new list
     */
    public List<Capability> lacks() {
        return Stream.of(Capability.values())
                .filter(capability -> !capabilities.contains(capability))
                .toList();
    }
}
