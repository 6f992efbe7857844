package io.tenancy.entitlement;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One version of a plan, or of an add-on that is held beside a plan. A published version never changes: tenants that hold it keep
 * what it says until somebody moves them. Immutable.
 *
 * @param key the plan's name in code and files: 1 to 63 of a-z, 0-9, underscore and inner hyphens
 * @param version from 1 on; counted by whoever publishes
 * @param name for people
 * @param kind whether it is held alone or beside a plan
 * @param prices one for each currency; empty for a free plan and for one that is sold by talking
 * @param terms how it is sold
 * @param values what it says about features, by key; a feature it does not name is denied, or untouched by an add-on
 */
public record Plan(
        String key,
        int version,
        String name,
        Kind kind,
        List<Price> prices,
        Terms terms,
        Map<String, FeatureValue> values) {
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*");

    /** Whether it is held alone. */
    public enum Kind {
        /** A tenant holds exactly one. */
        BASE,
        /** A tenant holds any number of them beside its plan; amounts add up. */
        ADD_ON
    }

    /**
     * How a plan is sold.
     *
     * @param trialDays days before it is paid for; 0 for none
     * @param graceDays days that a tenant which does not pay keeps it
     * @param contactSales whether it is sold by talking: it has no checkout
     */
    public record Terms(int trialDays, int graceDays, boolean contactSales) {
        /** No trial, no grace, an ordinary checkout. */
        public static final Terms PLAIN = new Terms(0, 0, false);

        /**
         * Checks the components.
         *
         * @param trialDays the days of trial
         * @param graceDays the days of grace
         * @param contactSales whether it is sold by talking
         * @throws IllegalArgumentException if there are fewer than 0 days, more than 730 of trial or more than 365 of grace
         */
        public Terms {
            if (trialDays < 0 || trialDays > 730 || graceDays < 0 || graceDays > 365) {
                throw new IllegalArgumentException("a trial has 0 to 730 days, grace 0 to 365");
            }
        }
    }

    /**
     * Checks the components.
     *
     * @param key the name in code
     * @param version the version
     * @param name for people
     * @param kind whether it is held alone
     * @param prices the prices
     * @param terms how it is sold
     * @param values what it says about features
     * @throws IllegalArgumentException if something is malformed or a currency stands twice
     */
    public Plan {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(terms, "terms");
        prices = List.copyOf(prices);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        if (!isKey(key)) {
            throw new IllegalArgumentException("not a plan's key: " + key);
        }
        if (version < 1) {
            throw new IllegalArgumentException("versions of a plan count from 1: " + version);
        }
        if (name.isBlank() || name.length() > 100) {
            throw new IllegalArgumentException("a plan's name has 1 to 100 characters");
        }
        if (prices.stream().map(Price::currency).distinct().count() != prices.size()) {
            throw new IllegalArgumentException("a currency stands twice among the prices of " + key);
        }
        if (terms.contactSales() && !prices.isEmpty()) {
            throw new IllegalArgumentException("a plan that is sold by talking has no prices: " + key);
        }
    }

    /**
     * Whether a text could be a plan's key.
     *
     * @param text the text
     * @return true if {@link Plan} would take it
     */
    public static boolean isKey(String text) {
        return text.length() <= 63 && KEY.matcher(text).matches();
    }

    /**
     * This version as a tenant holds it.
     *
     * @return key, version and values
     */
    public HeldPlan held() {
        return new HeldPlan(key, version, values);
    }

    /**
     * The same under another number.
     *
     * @param number the version, from 1 on
     * @return the plan
     */
    public Plan withVersion(int number) {
        return new Plan(key, number, name, kind, prices, terms, values);
    }

    /**
     * Whether another version differs in nothing but its number. Publishing such a one changes nothing.
     *
     * @param other the other version
     * @return true if name, kind, prices, terms and values are equal, whatever their order
     */
    public boolean saysTheSameAs(Plan other) {
        return key.equals(other.key)
                && name.equals(other.name)
                && kind == other.kind
                && terms.equals(other.terms)
                && values.equals(other.values)
                && prices.size() == other.prices.size()
                && prices.containsAll(other.prices);
    }

    /** As {@code starter@2}. */
    @Override
    public String toString() {
        return key + "@" + version;
    }
}
