package io.tenancy.setting;

import io.tenancy.authorization.Permission;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that each tenant may have its own way. Declared by the application, once. Immutable.
 *
 * <pre>{@code
 * Setting reminders = Setting.integer("reminderHours", 1, 168, 24).changedBy(Permission.of("settings:update"));
 * }</pre>
 *
 * @param name 1 to 100 letters, digits, dots, hyphens and underscores
 * @param type what kind of value it has
 * @param options the options of a {@link SettingType#CHOICE}; empty for every other type
 * @param least the least number, or how many characters a text has at least
 * @param most the greatest number, or how many characters a text has at most
 * @param otherwise what holds where a tenant has set nothing: a {@link Boolean}, {@link Long} or {@link String}
 * @param permission what a principal needs to change it; null if only operators do
 */
public record Setting(
        String name,
        SettingType type,
        List<String> options,
        long least,
        long most,
        Object otherwise,
        @Nullable Permission permission) {
    /** How long a text may be that says nothing else. */
    public static final int LONGEST_TEXT = 1_000;

    /**
     * Checks the components.
     *
     * @param name its name
     * @param type what kind of value it has
     * @param options the options of a choice
     * @param least the lower bound
     * @param most the upper bound
     * @param otherwise the default
     * @param permission what a principal needs, or null
     * @throws IllegalArgumentException if they do not fit together, or the default is no value of it
     */
    public Setting {
        Objects.requireNonNull(type, "type");
        options = List.copyOf(options);
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "a setting's name is 1 to 100 letters, digits, dots, hyphens and underscores");
        }
        if ((type == SettingType.CHOICE) == options.isEmpty()
                || options.size() != options.stream().distinct().count()
                || options.contains("")) {
            throw new IllegalArgumentException("a choice has options, each once, and nothing else has: " + name);
        }
        if (most < least || (type == SettingType.TEXT && least < 0)) {
            throw new IllegalArgumentException("the bounds leave no value: " + name);
        }
        if (!fits(type, options, least, most, otherwise)) {
            throw new IllegalArgumentException("the default is no value of " + name);
        }
    }

    /**
     * A setting that is on or off.
     *
     * @param name its name
     * @param otherwise the default
     * @return the setting, changed by operators only
     */
    public static Setting flag(String name, boolean otherwise) {
        return new Setting(name, SettingType.BOOLEAN, List.of(), 0, 0, otherwise, null);
    }

    /**
     * A setting that is a number.
     *
     * @param name its name
     * @param least the least
     * @param most the greatest
     * @param otherwise the default
     * @return the setting, changed by operators only
     */
    public static Setting integer(String name, long least, long most, long otherwise) {
        return new Setting(name, SettingType.INTEGER, List.of(), least, most, otherwise, null);
    }

    /**
     * A setting that is a text of at most {@value #LONGEST_TEXT} characters.
     *
     * @param name its name
     * @param otherwise the default
     * @return the setting, changed by operators only
     */
    public static Setting text(String name, String otherwise) {
        return new Setting(name, SettingType.TEXT, List.of(), 0, LONGEST_TEXT, otherwise, null);
    }

    /**
     * A setting that is one of a list.
     *
     * @param name its name
     * @param options the options
     * @param otherwise the default, one of them
     * @return the setting, changed by operators only
     */
    public static Setting choice(String name, List<String> options, String otherwise) {
        return new Setting(name, SettingType.CHOICE, options, 0, 0, otherwise, null);
    }

    /**
     * The same, changed also by members who hold a permission.
     *
     * @param needed the permission
     * @return a new setting
     */
    public Setting changedBy(Permission needed) {
        return new Setting(name, type, options, least, most, otherwise, needed);
    }

    /**
     * Whether a text could be a setting's name.
     *
     * @param text the text
     * @return true if {@link Setting} would take it
     */
    public static boolean isName(String text) {
        return text.matches("[A-Za-z0-9._-]{1,100}");
    }

    /**
     * Whether it may have a value.
     *
     * @param value a {@link Boolean}, {@link Long} or {@link String}
     * @return true if it may
     */
    public boolean fits(Object value) {
        return fits(type, options, least, most, value);
    }

    private static boolean fits(SettingType type, List<String> options, long least, long most, Object value) {
        return switch (type) {
            case BOOLEAN -> value instanceof Boolean;
            case INTEGER -> value instanceof Long number && number >= least && number <= most;
            case TEXT ->
                value instanceof String text
                        && text.codePointCount(0, text.length()) >= least
                        && text.codePointCount(0, text.length()) <= most;
            case CHOICE -> value instanceof String text && options.contains(text);
        };
    }

    /**
     * Reads a value as people write it.
     *
     * @param text such as {@code true}, {@code 24} or {@code dark}
     * @return what it means for this setting
     * @throws IllegalArgumentException if it means nothing; the message says what would, and not what was written
     */
    public Object parse(String text) {
        Object value = switch (type) {
            case BOOLEAN -> text.equals("true") || text.equals("false") ? (Object) text.equals("true") : text;
            case INTEGER -> text.matches("-?[0-9]{1,18}") ? (Object) Long.valueOf(text) : text;
            case TEXT, CHOICE -> text;
        };
        if (!fits(value)) {
            throw new IllegalArgumentException(rule());
        }
        return value;
    }

    /**
     * What values it may have.
     *
     * @return a clause for people, such as {@code theme is one of light, dark}
     */
    public String rule() {
        return switch (type) {
            case BOOLEAN -> name + " is true or false";
            case INTEGER -> name + " is a whole number from " + least + " to " + most;
            case TEXT -> name + " is a text of " + least + " to " + most + " characters";
            case CHOICE -> name + " is one of " + String.join(", ", options);
        };
    }
}
