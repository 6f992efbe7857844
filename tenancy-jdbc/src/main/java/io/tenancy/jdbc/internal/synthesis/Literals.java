package io.tenancy.jdbc.internal.synthesis;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as SQL writes them. Stateless. */
final class Literals {
    static final String NULL = "null";
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private Literals() {}

    /** A text in quotes; the server gives it the type that stands on the other side. */
    static String quoted(@Nullable String text) {
        if (text == null) {
            return NULL;
        }
        String doubled = "'" + text.replace("'", "''") + "'";
        return text.indexOf('\\') < 0 ? doubled : "E" + doubled.replace("\\", "\\\\");
    }

    /** A value as a person would write it: numbers and truth values bare, everything else in quotes. */
    static String plain(@Nullable String text, TypeShape type) {
        if (text == null) {
            return NULL;
        }
        if (type.category() == 'N' && type.isNumber() && NUMBER.matcher(text).matches()) {
            return text;
        }
        if (type.category() == 'B') {
            return text.startsWith("t") ? "true" : "false";
        }
        return quoted(text);
    }
}
