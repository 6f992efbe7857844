package io.tenancy.cli.lint;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A migration file, as its name tells.
 *
 * @param path the file
 * @param shown the path as reports show it
 * @param kind what Flyway does with it
 * @param version its version; null where it has none
 */
record MigrationFile(
        Path path, String shown, Kind kind, @Nullable Version version) {
    private static final Pattern NAMED = Pattern.compile("([VUR])([^_].*?)?__(.+)\\.sql", Pattern.CASE_INSENSITIVE);
    private static final Pattern CALLBACK = Pattern.compile("((before|after)[A-Z]\\w*?|createSchema)(__.+)?\\.sql");

    /** In the order in which they run: callbacks before, versions, repeatable ones, callbacks behind; undo is by itself. */
    enum Kind {
        BEFORE,
        VERSIONED,
        REPEATABLE,
        AFTER,
        UNDO
    }

    static Optional<MigrationFile> of(Path path, String shown) {
        String name = path.getFileName().toString();
        Matcher callback = CALLBACK.matcher(name);
        if (callback.matches()) {
            boolean after = name.startsWith("after") && !name.startsWith("afterConnect");
            return Optional.of(new MigrationFile(path, shown, after ? Kind.AFTER : Kind.BEFORE, null));
        }
        Matcher named = NAMED.matcher(name);
        if (!named.matches()) {
            return Optional.empty();
        }
        char prefix = named.group(1).toUpperCase(Locale.ROOT).charAt(0);
        if (prefix == 'R') {
            return Optional.of(new MigrationFile(path, shown, Kind.REPEATABLE, null));
        }
        return Optional.ofNullable(named.group(2))
                .flatMap(Version::parse)
                .map(version -> new MigrationFile(path, shown, prefix == 'V' ? Kind.VERSIONED : Kind.UNDO, version));
    }

    String name() {
        return path.getFileName().toString();
    }
}
