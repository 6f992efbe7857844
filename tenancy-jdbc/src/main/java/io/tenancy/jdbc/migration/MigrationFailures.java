package io.tenancy.jdbc.migration;

import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.ServerFailure;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ServerErrorMessage;

/** What Flyway throws, in one clear line. */
final class MigrationFailures {
    private MigrationFailures() {}

    static TenancyException explain(FlywayException failure) {
        UnsafeMigrationException unsafe = find(failure, UnsafeMigrationException.class);
        if (unsafe != null) {
            return unsafe;
        }
        FlywaySqlScriptException script = find(failure, FlywaySqlScriptException.class);
        SQLException sql = find(failure, SQLException.class);
        if (sql != null && ServerFailure.isConnection(sql)) {
            return ServerFailure.of("migrate", sql);
        }
        if (sql == null && firstLine(failure).startsWith("Found non-empty schema")) {
            return new MigrationFailedException(
                    "The schema has tables, but no history of migrations",
                    "Use an empty database, or say which version it stands at: Migrator.Builder.baseline",
                    Map.of(),
                    failure);
        }
        if (sql == null) {
            return new MigrationFailedException(
                    firstLine(failure), "Correct it and run again; nothing is half done", Map.of(), failure);
        }
        Map<String, String> ids = new LinkedHashMap<>();
        String where = "";
        if (script != null && script.getResource() != null) {
            ids.put("file", script.getResource().getRelativePath());
            ids.put("line", Integer.toString(script.getLineNumber()));
            where = script.getResource().getFilename() + ", line " + script.getLineNumber() + ": ";
        }
        ids.put("sqlState", ServerFailure.state(sql));
        return new MigrationFailedException(where + ServerFailure.text(sql), remedy(sql), ids, failure);
    }

    private static String firstLine(Throwable failure) {
        String text = failure.getMessage() == null ? "" : failure.getMessage();
        return text.lines().findFirst().orElse("Flyway gave no reason").replaceAll("[.]+$", "");
    }

    private static String remedy(SQLException sql) {
        ServerErrorMessage server = ServerFailure.server(sql);
        String hint = server == null || server.getHint() == null
                ? ""
                : server.getHint().replaceAll("[.]+$", "") + ". ";
        return hint + "The migration was rolled back; correct the file and run again";
    }

    static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> kind) {
        for (Throwable link = failure; link != null; link = link.getCause()) {
            if (kind.isInstance(link)) {
                return kind.cast(link);
            }
        }
        return null;
    }
}
