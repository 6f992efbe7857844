package io.tenancy.cli.adopt;

import io.tenancy.TenancyException;
import io.tenancy.jdbc.isolation.IsolationAudit;
import io.tenancy.jdbc.isolation.IsolationReport;
import io.tenancy.jdbc.isolation.proof.ProofReport;
import io.tenancy.jdbc.migration.Migrator;
import io.tenancy.jdbc.migration.TenancySchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Applies a plan. Every step can be done again, or knows that it was done: an interruption needs nothing but another run. */
final class Execution {
    private static final int ATTEMPTS = 10;
    private static final String FORBIDDEN = "42501";
    private static final String LOCK_TIMEOUT = "55P03";

    private final DataSource operator;
    private final DataSource migrator;
    private final Path folder;
    private final Manifest manifest;
    private final @Nullable Path migrations;
    private final boolean proves;
    private final Consumer<String> progress;

    Execution(
            DataSource operator,
            DataSource migrator,
            Path folder,
            Manifest manifest,
            @Nullable Path migrations,
            boolean proves,
            Consumer<String> progress) {
        this.operator = operator;
        this.migrator = migrator;
        this.folder = folder;
        this.manifest = manifest;
        this.migrations = migrations;
        this.proves = proves;
        this.progress = progress;
    }

    /** Makes sure that a plan fits the database it is about to change. */
    @FunctionalInterface
    interface Check {
        void on(Connection operator) throws SQLException;
    }

    AdoptionReport run(Check check) throws SQLException, IOException {
        Object version = TenancySchema.requireCompatible(migrator);
        assert version != null;
        try (Connection connection = migrator.getConnection()) {
            Journal.lock(connection);
            Journal journal = begin(connection, check);
            if (!journal.isHandedOver()) {
                handOver();
                journal.handedOver();
            }
            for (String table : manifest.columns().keySet()) {
                if (journal.content("before", table).isEmpty()) {
                    progress.accept("counting " + table);
                    journal.remember("before", table, measure(connection, table));
                }
            }
            List<String> applied = migrate(connection);
            analyze(connection);
            List<AdoptionReport.Compared> compared = compare(connection, journal);
            progress.accept("the audit");
            IsolationReport audit = audit();
            ProofReport proof = proves ? Proving.of(operator, migrator, manifest, progress) : null;
            journal.finished();
            return new AdoptionReport(manifest.tenants(), compared, audit, proof, applied);
        }
    }

    private Journal begin(Connection connection, Check check) throws SQLException {
        Journal journal = Journal.open(connection);
        if (!Journal.exists(connection)) {
            progress.accept("comparing the plan with the database");
            try (Connection asOperator = operator.getConnection()) {
                check.on(asOperator);
                journal.begin(asOperator, manifest.digest());
            }
        } else if (!journal.digest().equals(manifest.digest())) {
            throw AdoptionException.refused(
                    "This database is being adopted by another plan than the one in " + folder,
                    "Give the folder of that plan with --out");
        }
        return journal;
    }

    private void handOver() throws SQLException, IOException {
        progress.accept("handing over");
        String script = Files.readString(folder.resolve(Planner.HAND_OVER));
        try (Connection asOperator = operator.getConnection()) {
            Query.script(asOperator, script);
        } catch (SQLException e) {
            if (FORBIDDEN.equals(e.getSQLState())) {
                throw AdoptionException.notAllowed(e);
            }
            throw e;
        }
    }

    private Content measure(Connection connection, String table) throws SQLException {
        return Contents.of(connection, table, manifest.columns().getOrDefault(table, List.of()), null);
    }

    private List<String> migrate(Connection connection) throws SQLException {
        List<String> applied = new ArrayList<>();
        List<String> locations = new ArrayList<>(List.of("filesystem:" + folder.resolve(Planner.MIGRATIONS)));
        if (migrations != null) {
            locations.add("filesystem:" + migrations);
        }
        Migrator all = Migrator.builder(migrator)
                .locations(locations)
                .baseline("0")
                .onApplied(one -> {
                    applied.add(one.script());
                    progress.accept(one.script());
                })
                .build();
        for (int attempt = 1; ; attempt++) {
            forgetFailures(connection);
            try {
                Object report = all.migrate();
                assert report != null;
                return applied;
            } catch (TenancyException e) {
                if (attempt == ATTEMPTS || !LOCK_TIMEOUT.equals(e.ids().get("sqlState"))) {
                    throw e;
                }
                progress.accept("waiting for a lock, attempt " + (attempt + 1) + " of " + ATTEMPTS);
            }
        }
    }

    /** What failed in the middle can be done again: its script says so. */
    private void forgetFailures(Connection connection) throws SQLException {
        if (Versions.hasHistory(connection)) {
            Query.run(
                    connection,
                    "delete from public.flyway_schema_history where not success and script = any (?)",
                    (Object) manifest.files().toArray(new String[0]));
        }
    }

    /** The planner knows nothing of a new column, and takes what equals a tenant for a handful of rows. */
    private void analyze(Connection connection) throws SQLException {
        progress.accept("statistics");
        for (String table : manifest.columns().keySet()) {
            Query.run(connection, "analyze " + table);
        }
    }

    private List<AdoptionReport.Compared> compare(Connection connection, Journal journal) throws SQLException {
        List<AdoptionReport.Compared> compared = new ArrayList<>();
        for (Map.Entry<String, List<String>> table : manifest.columns().entrySet()) {
            progress.accept("comparing " + table.getKey());
            compared.add(new AdoptionReport.Compared(
                    table.getKey(),
                    journal.content("before", table.getKey()).orElseThrow(),
                    measure(connection, table.getKey())));
        }
        return compared;
    }

    private IsolationReport audit() {
        return IsolationAudit.builder(migrator)
                .tenantColumn(manifest.decisions().tenantColumn())
                .sharedTables(manifest.sharedTables())
                .build()
                .run();
    }
}
