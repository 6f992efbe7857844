package io.tenancy.cli.adopt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which Flyway version comes next. */
final class Versions {
    private static final Pattern NAME = Pattern.compile("V([0-9]+)([._][0-9]+)*__.*\\.sql");

    private Versions() {}

    static int next(Connection connection, @Nullable Path migrations) throws SQLException {
        return Math.max(inHistory(connection), migrations == null ? 0 : inFolder(migrations)) + 1;
    }

    private static int inHistory(Connection connection) throws SQLException {
        if (!hasHistory(connection)) {
            return 0;
        }
        List<Integer> versions = Query.list(
                connection,
                "select substring(version from '^[0-9]+')::int from public.flyway_schema_history"
                        + " where version ~ '^[0-9]+' order by 1 desc limit 1",
                row -> row.getInt(1));
        return versions.isEmpty() ? 0 : versions.get(0);
    }

    static boolean hasHistory(Connection connection) throws SQLException {
        return Query.test(connection, "select to_regclass('public.flyway_schema_history') is not null");
    }

    private static int inFolder(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> NAME.matcher(String.valueOf(file.getFileName())))
                    .filter(Matcher::matches)
                    .mapToInt(name -> Integer.parseInt(name.group(1)))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
