package io.tenancy.cli.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The name of an object, as PostgreSQL folds it. Without a schema it is taken to stand in {@code public}. */
record Name(String schema, String name) {
    static final String USUAL_SCHEMA = "public";

    static Name of(String name) {
        return new Name(USUAL_SCHEMA, name);
    }

    /** What a text such as {@code 'app."Order"'} names when it is cast to regclass; empty if it names nothing. */
    static Optional<Name> parse(String text) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = end(text, at);
            if (end <= at) {
                return Optional.empty();
            }
            parts.add(fold(text.substring(at, end).strip()));
            at = end + 1;
        }
        return parts.isEmpty() || parts.size() > 3 ? Optional.empty() : Optional.of(of(parts));
    }

    private static int end(String text, int from) {
        boolean quoted = false;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                return at;
            }
        }
        return quoted ? -1 : text.length();
    }

    static Name of(List<String> folded) {
        int last = folded.size() - 1;
        return new Name(last == 0 ? USUAL_SCHEMA : folded.get(last - 1), folded.get(last));
    }

    /** One part of a name: lower case without quotes, as it stands with them. */
    static String fold(String typed) {
        return typed.length() > 1 && typed.startsWith("\"")
                ? typed.substring(1, typed.length() - 1).replace("\"\"", "\"")
                : typed.toLowerCase(Locale.ROOT);
    }

    private static String quoted(String part) {
        return part.matches("[a-z_][a-z0-9_$]*") ? part : '"' + part.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return quoted(schema) + "." + quoted(name);
    }
}
