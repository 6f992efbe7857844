package io.tenancy.jdbc.internal.registry;

import io.tenancy.entitlement.FeatureValue;
import io.tenancy.entitlement.FeatureValue.Amount;
import io.tenancy.entitlement.FeatureValue.Choice;
import io.tenancy.entitlement.FeatureValue.Switch;
import io.tenancy.entitlement.Limit;

/**
 * What is said about a feature, as one JSON scalar: true or false, a number, null for no limit, or an option. An option's characters
 * need no escaping ({@link io.tenancy.entitlement.Feature#isOption}), so no parser is needed.
 */
public final class ValueJson {
    private ValueJson() {}

    /**
     * Writes.
     *
     * @param value the value
     * @return a JSON scalar
     */
    public static String write(FeatureValue value) {
        if (value instanceof Choice choice) {
            return '"' + choice.option() + '"';
        }
        return value instanceof Amount amount && amount.limit().isUnlimited() ? "null" : value.toString();
    }

    /**
     * Reads what {@link #write} wrote and PostgreSQL kept.
     *
     * @param json a JSON scalar
     * @return the value
     * @throws IllegalStateException if it is something else
     */
    public static FeatureValue read(String json) {
        return switch (json) {
            case "true" -> Switch.ON;
            case "false" -> Switch.OFF;
            case "null" -> new Amount(Limit.UNLIMITED);
            default -> numberOrOption(json);
        };
    }

    private static FeatureValue numberOrOption(String json) {
        if (json.matches("\\d{1,19}")) {
            return new Amount(Limit.of(Long.parseLong(json)));
        }
        if (json.matches("\"[^\"\\\\]*\"")) {
            return new Choice(json.substring(1, json.length() - 1));
        }
        throw new IllegalStateException("A published value is none of ours");
    }
}
