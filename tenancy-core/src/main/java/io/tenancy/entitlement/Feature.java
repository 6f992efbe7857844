package io.tenancy.entitlement;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.tenancy.entitlement.FeatureValue.Amount;
import io.tenancy.entitlement.FeatureValue.Choice;
import io.tenancy.entitlement.FeatureValue.Switch;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Something that plans differ in: whether a tenant has it, or how much of it. Declared by the application, once. Immutable.
 *
 * <pre>{@code
 * Feature users = Feature.integer("users");
 * Feature support = Feature.choice("support", List.of("email", "priority"));
 * }</pre>
 *
 * @param key the name that code, files and people use: 1 to 63 of a-z, 0-9 and underscore, beginning with a letter
 * @param type what kind of value it has
 * @param options the options of a {@link FeatureType#CHOICE}, the least first; empty for every other type
 */
public record Feature(String key, FeatureType type, List<String> options) {
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final Pattern OPTION = Pattern.compile("[a-z0-9][a-z0-9_/+-]{0,62}");

    /**
     * Checks the components.
     *
     * @param key the name
     * @param type what kind of value it has
     * @param options the options of a choice
     * @throws IllegalArgumentException if the key or the options are malformed
     */
    public Feature {
        Objects.requireNonNull(type, "type");
        options = List.copyOf(options);
        if (!isKey(key)) {
            throw new IllegalArgumentException(
                    "a feature's key is 1 to 63 of a-z, 0-9 and underscore, beginning with a letter: " + key);
        }
        if ((type == FeatureType.CHOICE) == options.isEmpty()) {
            throw new IllegalArgumentException("a choice has options, and nothing else has: " + key);
        }
        for (String option : options) {
            if (!isOption(option) || options.indexOf(option) != options.lastIndexOf(option)) {
                throw new IllegalArgumentException("an option is unlike the others, of a-z, 0-9, _/+-, and not"
                        + " 'none': " + key + ", " + option);
            }
        }
    }

    /**
     * A feature that is had or not had.
     *
     * @param key the name
     * @return the feature
     */
    public static Feature flag(String key) {
        return new Feature(key, FeatureType.BOOLEAN, List.of());
    }

    /**
     * A feature that is counted.
     *
     * @param key the name
     * @return the feature
     */
    public static Feature integer(String key) {
        return new Feature(key, FeatureType.INTEGER, List.of());
    }

    /**
     * A feature that is measured in bytes.
     *
     * @param key the name
     * @return the feature
     */
    public static Feature size(String key) {
        return new Feature(key, FeatureType.SIZE, List.of());
    }

    /**
     * A feature that is one of a list.
     *
     * @param key the name
     * @param options the options, the least first
     * @return the feature
     */
    public static Feature choice(String key, List<String> options) {
        return new Feature(key, FeatureType.CHOICE, options);
    }

    /**
     * Whether a text could be a feature's key.
     *
     * @param text the text
     * @return true if {@link Feature} would take it
     */
    public static boolean isKey(String text) {
        return KEY.matcher(text).matches();
    }

    /**
     * Whether a text could be an option of a choice.
     *
     * @param text the text
     * @return true if {@link Feature} would take it
     */
    public static boolean isOption(String text) {
        return OPTION.matcher(text).matches() && !text.equals("none");
    }

    /**
     * What a tenant has of it when nobody says anything: nothing.
     *
     * @return off, 0, or none of the options
     */
    public FeatureValue denied() {
        return switch (type) {
            case BOOLEAN -> Switch.OFF;
            case INTEGER, SIZE -> new Amount(Limit.NONE);
            case CHOICE -> Choice.NONE;
        };
    }

    /**
     * Reads a value as people write it: {@code true}, {@code 200}, {@code unlimited}, {@code 10 GB}, {@code priority}.
     *
     * @param text the value
     * @return what it means for this feature
     * @throws IllegalArgumentException if it means nothing for this feature; the message says what would
     */
    public FeatureValue parse(String text) {
        return switch (type) {
            case BOOLEAN -> flagOf(text);
            case INTEGER -> new Amount(limitOf(text, false));
            case SIZE -> new Amount(limitOf(text, true));
            case CHOICE -> choiceOf(text);
        };
    }

    /**
     * Writes a value so that {@link #parse} reads it.
     *
     * @param value a value of this feature
     * @return the text
     * @throws IllegalArgumentException if the value is of another kind of feature
     */
    public String format(FeatureValue value) {
        require(value);
        return type == FeatureType.SIZE
                        && value instanceof Amount amount
                        && !amount.limit().isUnlimited()
                ? ByteSize.format(amount.limit().amount().orElseThrow())
                : value.toString();
    }

    /**
     * Insists that a value fits.
     *
     * @param value the value
     * @return the value
     * @throws IllegalArgumentException if it is of another kind, or no option of this choice
     */
    @CanIgnoreReturnValue
    public FeatureValue require(FeatureValue value) {
        boolean fits = switch (type) {
            case BOOLEAN -> value instanceof Switch;
            case INTEGER, SIZE -> value instanceof Amount;
            case CHOICE ->
                value instanceof Choice choice && (choice.equals(Choice.NONE) || options.contains(choice.option()));
        };
        if (!fits) {
            throw new IllegalArgumentException(key + " is of type " + type + " and cannot be " + value);
        }
        return value;
    }

    private Switch flagOf(String text) {
        return switch (text) {
            case "true" -> Switch.ON;
            case "false" -> Switch.OFF;
            default -> throw new IllegalArgumentException(key + " is true or false");
        };
    }

    private Limit limitOf(String text, boolean bytes) {
        if (text.equals(Limit.UNLIMITED_WORD)) {
            return Limit.UNLIMITED;
        }
        try {
            if (bytes) {
                return Limit.of(ByteSize.parse(text));
            }
            if (text.matches("\\d{1,19}")) {
                return Limit.of(Long.parseLong(text));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(rule(bytes), e);
        }
        throw new IllegalArgumentException(rule(bytes));
    }

    private String rule(boolean bytes) {
        return bytes
                ? key + " is a size with its unit, such as 10 GB or 512 MiB, or unlimited"
                : key + " is a whole number from 0 on, or unlimited";
    }

    private Choice choiceOf(String text) {
        if (text.equals(Choice.NONE.toString())) {
            return Choice.NONE;
        }
        if (!options.contains(text)) {
            throw new IllegalArgumentException(key + " is one of " + String.join(", ", options) + ", or none");
        }
        return new Choice(text);
    }
}
