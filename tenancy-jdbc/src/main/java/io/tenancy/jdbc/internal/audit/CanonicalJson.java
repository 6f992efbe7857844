package io.tenancy.jdbc.internal.audit;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON as RFC 8785 writes it, for what stands in the audit log: objects, texts, whole numbers of at most 2^53 - 1, true, false and null.
 * Stateless.
 */
public final class CanonicalJson {
    private CanonicalJson() {}

    /**
     * Writes an object.
     *
     * @param members text, {@link Long}, {@link Boolean}, null, or a map of these, by name; names of ASCII, which sort alike in
     *     UTF-8, in UTF-16 and in PostgreSQL's "C"
     * @return one line
     */
    public static String write(Map<String, ? extends @Nullable Object> members) {
        StringBuilder text = new StringBuilder(512);
        object(text, members);
        return text.toString();
    }

    private static void object(StringBuilder text, Map<String, ? extends @Nullable Object> members) {
        SortedMap<String, @Nullable Object> sorted = new TreeMap<>(members);
        char before = '{';
        for (Map.Entry<String, @Nullable Object> member : sorted.entrySet()) {
            text.append(before);
            string(text, member.getKey());
            text.append(':');
            value(text, member.getValue());
            before = ',';
        }
        text.append(sorted.isEmpty() ? "{}" : "}");
    }

    private static void value(StringBuilder text, @Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof Long) {
            text.append(value);
        } else if (value instanceof String string) {
            string(text, string);
        } else if (value instanceof Map<?, ?> map) {
            SortedMap<String, @Nullable Object> inner = new TreeMap<>();
            map.forEach((name, one) -> inner.put(String.valueOf(name), one));
            object(text, inner);
        } else {
            throw new IllegalArgumentException("No value of the audit log: " + value.getClass());
        }
    }

    private static void string(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char one = value.charAt(i);
            switch (one) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\f' -> text.append("\\f");
                case '\r' -> text.append("\\r");
                default -> {
                    if (one < ' ') {
                        text.append(String.format("\\u%04x", (int) one));
                    } else {
                        text.append(one);
                    }
                }
            }
        }
        text.append('"');
    }
}
