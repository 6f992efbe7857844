package io.tenancy.cli.adopt;

import java.util.List;
import java.util.stream.Collectors;

/** Pieces of SQL. */
final class Sql {
    private static final int NAME_LIMIT = 63;

    private Sql() {}

    /** A name as SQL takes it; quoted only where it must be, so that scripts stay readable. */
    static String name(String name) {
        boolean plain = name.matches("[a-z_][a-z0-9_]*") && !Keywords.isReserved(name);
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    static String literal(String text) {
        String quoted = '\'' + text.replace("'", "''") + '\'';
        return text.indexOf('\\') < 0 ? quoted : 'E' + quoted.replace("\\", "\\\\");
    }

    static String names(List<String> names) {
        return names.stream().map(Sql::name).collect(Collectors.joining(", "));
    }

    /** A new name made from an old one, short enough to be one. */
    static String suffixed(String name, String suffix) {
        int room = NAME_LIMIT - suffix.length();
        String cut = name;
        while (cut.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > room) {
            cut = cut.substring(0, cut.length() - 1);
        }
        return cut + suffix;
    }
}
