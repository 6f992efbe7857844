package io.tenancy.jdbc.migration;

import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

/** Ends every migration, in its transaction: what it made is handed over, and what would leak stops it. One run only. */
final class SafetyCallback implements Callback {
    private final String history;
    private final Consumer<AppliedMigration> listener;
    private @Nullable AppliedMigration uncommitted;
    private long startedNanos;

    SafetyCallback(String history, Consumer<AppliedMigration> listener) {
        this.history = history;
        this.listener = listener;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE || event == Event.AFTER_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public String getCallbackName() {
        return "tenancy";
    }

    @Override
    public void handle(Event event, Context context) {
        if (event == Event.AFTER_EACH_MIGRATE) {
            finish(context);
        } else {
            // Only now is the one before committed.
            tell();
            startedNanos = System.nanoTime();
        }
    }

    void tell() {
        AppliedMigration applied = uncommitted;
        if (applied != null) {
            uncommitted = null;
            listener.accept(applied);
        }
    }

    private void finish(Context context) {
        MigrationInfo info = context.getMigrationInfo();
        try {
            Connection connection = context.getConnection();
            Jdbc.run(connection, "select tenancy.hand_over(?::regclass)", history);
            refuseUnsafe(connection, info);
        } catch (SQLException e) {
            throw new FlywayException("Cannot hand over what " + info.getScript() + " made", e);
        }
        uncommitted = new AppliedMigration(
                info.getVersion() == null ? null : info.getVersion().getVersion(),
                info.getDescription(),
                info.getScript(),
                Duration.ofNanos(System.nanoTime() - startedNanos));
    }

    private static void refuseUnsafe(Connection connection, MigrationInfo info) throws SQLException {
        List<String[]> unsafe = Jdbc.list(connection, "select kind, object, cure from tenancy.unsafe_objects()", row ->
                new String[] {row.getString(1), row.getString(2), row.getString(3)});
        if (unsafe.isEmpty()) {
            return;
        }
        String[] first = unsafe.get(0);
        String more = unsafe.size() == 1 ? "" : ", and " + (unsafe.size() - 1) + " more";
        throw new UnsafeMigrationException(
                info.getScript() + ": " + first[0] + " " + first[1] + " reads tenant tables past their policies" + more,
                "Add to the migration: " + first[2].replaceAll(";$", ""),
                Map.of("file", info.getScript(), "object", first[1]));
    }
}
