package io.tenancy.jdbc.isolation.proof;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.isolation.proof.DatabaseFingerprint.Content;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads a fingerprint. For one use, not thread-safe. */
final class FingerprintReader {
    /** So that values are written alike whatever the session is set to. */
    private static final Map<String, String> SETTINGS = Map.of(
            "search_path", "pg_catalog, pg_temp",
            "datestyle", "ISO, YMD",
            "intervalstyle", "postgres",
            "timezone", "UTC",
            "extra_float_digits", "1",
            "bytea_output", "hex",
            "xmlbinary", "base64",
            "quote_all_identifiers", "off");

    private final Connection connection;
    private final List<String> schemas;
    private final List<String> columns;
    private final Map<String, String> facts = new TreeMap<>();
    private final Map<String, Content> contents = new TreeMap<>();
    private final Set<String> unread = new TreeSet<>();

    FingerprintReader(Connection connection, List<String> schemas, List<String> columns) {
        this.connection = connection;
        this.schemas = schemas;
        this.columns = columns;
    }

    DatabaseFingerprint read(boolean content) throws SQLException {
        Map<String, String> before = new LinkedHashMap<>();
        for (String setting : SETTINGS.keySet()) {
            before.put(
                    setting,
                    Jdbc.first(connection, "select current_setting(?)", row -> row.getString(1), setting)
                            .orElseThrow());
        }
        set(SETTINGS);
        for (String query : FingerprintQueries.all()) {
            facts(query);
        }
        positions();
        if (content) {
            contents();
        }
        set(before);
        return new DatabaseFingerprint(facts, contents, unread);
    }

    private void set(Map<String, String> settings) throws SQLException {
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            Jdbc.run(connection, "select set_config(?, ?, true)", setting.getKey(), setting.getValue());
        }
    }

    private record Fact(String name, String value) {}

    private void facts(String query) throws SQLException {
        for (Fact fact : Jdbc.list(
                connection,
                FingerprintQueries.within(query, schemas),
                row -> new Fact(row.getString(1), String.valueOf(row.getString(2))))) {
            // Names of constraints and rules are unique per table, of operators and functions by their arguments;
            // anything else twice would
            // hide a change.
            facts.merge(
                    fact.name(),
                    fact.value(),
                    (one, other) -> one.compareTo(other) < 0 ? one + "\n" + other : other + "\n" + one);
        }
    }

    private record Named(String name, boolean allowed, String columns) {}

    private void positions() throws SQLException {
        for (Named sequence : Jdbc.list(
                connection,
                FingerprintQueries.within(FingerprintQueries.SEQUENCES, schemas),
                row -> new Named(row.getString(1), row.getBoolean(2), ""))) {
            if (!sequence.allowed()) {
                unread.add("position of " + sequence.name());
                continue;
            }
            facts.put(
                    "position of sequence " + sequence.name(),
                    Jdbc.first(
                                    connection,
                                    "select last_value || case when is_called then '' else ' (not called)' end from "
                                            + sequence.name(),
                                    row -> row.getString(1))
                            .orElse(""));
        }
    }

    private void contents() throws SQLException {
        List<Named> tables = new ArrayList<>(Jdbc.list(
                connection,
                FingerprintQueries.within(FingerprintQueries.tables(columns), schemas),
                row -> new Named(row.getString(1), row.getBoolean(2), row.getString(3))));
        for (Named table : tables) {
            if (!table.allowed()) {
                unread.add("rows of " + table.name());
                continue;
            }
            content(table);
        }
    }

    /** A policy may raise an error where another hides rows: then the table is as good as forbidden. */
    private void content(Named table) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        try {
            contents.put(
                    table.name(),
                    Jdbc.first(
                                    connection,
                                    FingerprintQueries.checksum(table.name(), table.columns()),
                                    row -> new Content(row.getLong(1), row.getString(2)))
                            .orElseThrow());
            connection.releaseSavepoint(savepoint);
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (!state.startsWith("22") && !state.startsWith("42") && !state.startsWith("P0")) {
                throw e;
            }
            connection.rollback(savepoint);
            unread.add("rows of " + table.name());
        }
    }
}
