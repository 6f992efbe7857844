package io.tenancy.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with {@code ${NAME}} in it, filled from the environment when it is needed. */
final class Template {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}");

    private final String text;
    private final String path;

    Template(String text, String path) {
        this.text = text;
        this.path = path;
    }

    /** Whether every dollar with a brace begins a well-formed variable. */
    static boolean isWellFormed(String text) {
        return !VARIABLE.matcher(text).replaceAll("").contains("${");
    }

    String path() {
        return path;
    }

    String fill(Map<String, String> environment, ConnectionRole role) {
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String value = environment.get(matcher.group(1));
            if (value == null || value.isEmpty()) {
                throw ConnectionNotConfiguredException.variableMissing(role, path, matcher.group(1));
            }
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(filled).toString();
    }
}
