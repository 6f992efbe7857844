package io.tenancy.jdbc.internal.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.testing.TenancyDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nasty tables, each made in one transaction as the migrator, filled, and rolled back. */
class RowSynthesisTest {
    private static final Side A = new Side("A", UUID.fromString("0195a000-0000-7000-8000-00000000000a"), 7_000_001);
    private static final Side B = new Side("B", UUID.fromString("0195a000-0000-7000-8000-00000000000b"), 7_000_002);

    private static TenancyDatabase database;

    @BeforeAll
    static void create() {
        database = TenancyDatabase.create();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    /** A schema; the lines in it that begin with {@code -- unfilled} say what cannot be filled, and why. */
    record Tables(String title, String sql) {
        @Override
        public String toString() {
            return title;
        }

        TreeMap<String, String> unfilled() {
            TreeMap<String, String> reasons = new TreeMap<>();
            Matcher line = Pattern.compile("(?m)^-- unfilled (\\S+): (.+)$").matcher(sql);
            while (line.find()) {
                reasons.put(line.group(1), line.group(2));
            }
            return reasons;
        }
    }

    static Stream<Tables> shapes() throws IOException {
        try (InputStream file = RowSynthesisTest.class.getResourceAsStream("shapes.sql")) {
            return Pattern.compile("(?m)^--> ")
                    .splitAsStream(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .filter(text -> !text.isBlank())
                    .map(text -> new Tables(text.lines().findFirst().orElseThrow(), "-- " + text))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyTableIsFilledOrSaysWhy(Tables tables) throws SQLException {
        try (Connection connection = database.superuser().getConnection()) {
            connection.setAutoCommit(false);
            PlainSql.run(connection, "set local client_min_messages = error");
            PlainSql.run(connection, "grant create on database " + database.name() + " to tenancy_migrator");
            PlainSql.run(connection, "set local role tenancy_migrator");
            PlainSql.run(connection, tables.sql());
            List<TableToFill> all = tables(connection);
            List<String> sequences = sequences(connection);
            RowSynthesis synthesis = RowSynthesis.over(connection, all);

            Seeding seeding = synthesis.seed(A, B);

            TreeMap<String, String> reasons = new TreeMap<>();
            seeding.unfilled().forEach(one -> reasons.put(one.sql(), one.reason()));
            TreeMap<String, String> expected = tables.unfilled();
            assertThat(reasons.keySet()).as("%s", reasons).isEqualTo(expected.keySet());
            expected.forEach((table, reason) -> assertThat(reasons.get(table)).contains(reason));
            for (TableToFill table : all) {
                if (seeding.unfilled().stream().noneMatch(one -> one.table() == table.oid())) {
                    holdsRows(connection, synthesis, seeding, table);
                }
            }
            if (!tables.sql().contains("-- its own triggers move sequences")) {
                assertThat(sequences(connection)).isEqualTo(sequences);
            }
            connection.rollback();
        }
    }

    private static void holdsRows(Connection connection, RowSynthesis synthesis, Seeding seeding, TableToFill table)
            throws SQLException {
        for (Side side : List.of(A, B)) {
            SeededRow row = seeding.row(table.oid(), side).orElseThrow();
            assertThat(row.side()).isEqualTo(table.tenantColumn() == null ? null : side);
            assertThat(PlainSql.list(
                            connection, "select 1 from " + row.sql() + " where " + row.where(), one -> one.getInt(1)))
                    .as(row.where())
                    .isNotEmpty();
            if (table.tenantColumn() != null) {
                assertThat(row.literals().get(table.tenantColumn()))
                        .isIn("'" + side.tenant() + "'", Long.toString(side.number()));
            }
            if (seeding.full().stream().noneMatch(one -> one.table() == table.oid())) {
                Ground.context(connection, side);
                PlainSql.run(connection, synthesis.insert(table.oid(), side));
            }
        }
    }

    private static List<TableToFill> tables(Connection connection) throws SQLException {
        return Jdbc.list(connection, """
                select c.oid, (select a.attname from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname in ('public', 'My App') and c.relkind in ('r', 'p') order by c.relname
                """, row -> new TableToFill(row.getLong(1), row.getString(2)));
    }

    private static List<String> sequences(Connection connection) throws SQLException {
        List<String> positions = new ArrayList<>();
        for (String name : Jdbc.list(
                connection, "select oid::regclass::text from pg_class where relkind = 'S'", row -> row.getString(1))) {
            positions.addAll(PlainSql.list(
                    connection,
                    "select '" + name + " ' || last_value || ' ' || is_called from " + name,
                    row -> row.getString(1)));
        }
        return positions;
    }
}
