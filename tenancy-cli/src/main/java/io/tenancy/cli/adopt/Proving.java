package io.tenancy.cli.adopt;

import io.tenancy.jdbc.isolation.proof.IsolationProof;
import io.tenancy.jdbc.isolation.proof.ProofReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Attacks the adopted database for real, and puts back the one thing that no rollback does: the positions of sequences. */
final class Proving {
    private Proving() {}

    private record Position(String sequence, long last, boolean called) {}

    static ProofReport of(DataSource operator, DataSource migrator, Manifest manifest, Consumer<String> progress)
            throws SQLException {
        progress.accept("the proof");
        try (Connection connection = operator.getConnection()) {
            // A superuser becomes the application altogether; the migrator may only where it was allowed to.
            boolean superuser = Query.test(connection, "select rolsuper from pg_roles where rolname = session_user");
            Map<String, Position> before = positions(connection);
            ProofReport report = IsolationProof.builder(superuser ? operator : migrator)
                    .tenantColumn(manifest.decisions().tenantColumn())
                    .sharedTables(manifest.sharedTables())
                    .build()
                    .run();
            for (Position now : positions(connection).values()) {
                Position then = before.get(now.sequence());
                if (then != null && !then.equals(now)) {
                    Query.run(
                            connection,
                            "select setval(?::regclass, ?, ?)",
                            then.sequence(),
                            then.last(),
                            then.called());
                }
            }
            return report;
        }
    }

    private static Map<String, Position> positions(Connection connection) throws SQLException {
        List<String> sequences = Query.list(
                connection,
                "select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                        + " where c.relkind = 'S' and c.relpersistence <> 't' and " + OriginalReader.SCHEMA,
                row -> row.getString(1));
        Map<String, Position> positions = new HashMap<>();
        for (String sequence : sequences) {
            positions.put(
                    sequence,
                    Query.one(
                            connection,
                            "select last_value, is_called from " + sequence,
                            row -> new Position(sequence, row.getLong(1), row.getBoolean(2))));
        }
        return positions;
    }
}
