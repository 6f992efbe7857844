package io.tenancy.jdbc.internal.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.testing.TenancyDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a table is made of: it is filled for both sides and takes a further row, or it is said why not, and nothing else breaks. */
class GeneratedTablesTest {
    private static final Side A = new Side("A", UUID.fromString("0195a000-0000-7000-8000-00000000000a"), 7_000_001);
    private static final Side B = new Side("B", UUID.fromString("0195a000-0000-7000-8000-00000000000b"), 7_000_002);

    private static TenancyDatabase database;

    @BeforeContainer
    static void create() {
        database = TenancyDatabase.create();
    }

    @AfterContainer
    static void drop() {
        database.close();
    }

    /** A column: its type, and conditions on it with {@code %s} for its name; no condition may contradict another. */
    private enum Kind {
        SMALL("smallint", "%s > 3", "%s < 30000", "%s %% 3 = 1"),
        WHOLE("integer", "%s between -5 and 500", "%s <> 7", "%s in (11, 12, 13)"),
        LARGE("bigint", "%s > 5000000000", "%s < 6000000000"),
        EXACT("numeric(9, 3)", "%s > 0.5", "%s <= 1000", "scale(%s) = 3"),
        FLOATING("double precision", "%s >= 0", "%s < 1e6"),
        WORDS("text", "length(%s) >= 8", "%s <> ''", "%s !~ '^[0-9]'"),
        CODE("varchar(11)", "%s ~ '^[A-Z]{2}[0-9]{3,6}$'", "upper(%s) = %s"),
        FIXED("char(4)", "%s ~ '^[a-z0-9 ]+$'", "%s is not null"),
        CHOICE("text", "%s in ('a', 'b', 'c')", "%s <> 'a'"),
        TRUTH("boolean", "%s"),
        DAY("date", "%s >= '2020-01-01'", "%s < '2120-01-01'", "extract(year from %s) > 2021"),
        MOMENT("timestamptz", "%s > '1999-12-31'", "%s < 'infinity'"),
        WAIT("interval", "%s > '0'", "%s < '2 years'"),
        UUID_("uuid", "%s <> '00000000-0000-0000-0000-000000000000'"),
        BYTES("bytea", "octet_length(%s) between 1 and 64"),
        DOCUMENT("jsonb", "jsonb_typeof(%s) = 'object'", "%s <> '{}'"),
        LIST("integer[]", "cardinality(%s) > 1", "array_position(%s, null) is null"),
        SPAN("int4range", "not isempty(%s)", "lower(%s) >= 0"),
        PLACE("point", "%s[0] is not null"),
        HOST("inet", "family(%s) = 4");

        private final String type;
        private final List<String> checks;

        Kind(String type, String... checks) {
            this.type = type;
            this.checks = List.of(checks);
        }

        boolean isOrdered() {
            return this != PLACE && this != DOCUMENT;
        }
    }

    /** A column of a table to make. */
    private record Made(Kind kind, int checks, boolean required, boolean unique, boolean generated) {
        String sql(int number) {
            String name = "c" + number;
            StringBuilder sql = new StringBuilder(name).append(' ').append(kind.type);
            for (int i = 0; i < kind.checks.size(); i++) {
                if ((checks >> i & 1) == 1) {
                    String check = kind.checks.get(i);
                    sql.append(" check (")
                            .append(check.replace("%s", name).replace("%%", "%"))
                            .append(')');
                }
            }
            return sql + (required ? " not null" : "");
        }
    }

    @Provide
    Arbitrary<String> tables() {
        Arbitrary<Made> column = Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.of(true, false),
                        Arbitraries.frequencyOf(
                                Tuple.of(4, Arbitraries.just(false)), Tuple.of(1, Arbitraries.just(true))),
                        Arbitraries.of(true, false))
                .as(Made::new);
        return Combinators.combine(
                        column.list().ofMinSize(1).ofMaxSize(9),
                        Arbitraries.of(
                                "",
                                ", primary key (tenant_id, id)",
                                ", primary key (id)",
                                ", primary key (tenant_id, id), foreign key (tenant_id, up) references t"),
                        Arbitraries.of("", " partition by hash (tenant_id)", " partition by range (id)"))
                .as(GeneratedTablesTest::table);
    }

    private static String table(List<Made> columns, String key, String partition) {
        List<String> parts = new ArrayList<>();
        parts.add("tenant_id uuid not null, id integer not null, up integer");
        List<String> unique = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Made column = columns.get(i);
            parts.add(column.sql(i));
            if (column.kind() == Kind.WHOLE && column.generated()) {
                parts.add("g" + i + " integer generated always as (c" + i + " * 2) stored");
            }
            if (column.unique() && column.kind().isOrdered() && partition.isEmpty()) {
                unique.add("; create unique index on t (tenant_id, c" + i + ")");
            }
        }
        String keys = partition.isEmpty() ? key : key.replace("primary key (id)", "primary key (tenant_id, id)");
        String table = "create table t (" + String.join(", ", parts) + keys + ")" + partition;
        String partitions = switch (partition) {
            case "" -> "";
            case " partition by hash (tenant_id)" ->
                "; create table t0 partition of t for values with (modulus 2, remainder 0);"
                        + " create table t1 partition of t for values with (modulus 2, remainder 1)";
            default ->
                "; create table t0 partition of t for values from (-100) to (50); create table t1 partition of t default";
        };
        return table + String.join("", unique) + partitions;
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void generatedTableIsFilledOrItIsSaidWhy(@ForAll("tables") String sql) throws SQLException {
        try (Connection connection = database.superuser().getConnection()) {
            connection.setAutoCommit(false);
            PlainSql.run(connection, "set local role tenancy_migrator");
            PlainSql.run(connection, sql);
            long table = Jdbc.first(connection, "select 't'::regclass::oid::bigint", row -> row.getLong(1))
                    .orElseThrow();
            RowSynthesis synthesis = RowSynthesis.over(connection, List.of(new TableToFill(table, "tenant_id")));

            Seeding seeding = synthesis.seed(A, B);

            assertThat(seeding.unfilled()).as(sql).isEmpty();
            for (Side side : List.of(A, B)) {
                SeededRow row = seeding.row(table, side).orElseThrow();
                assertThat(PlainSql.list(
                                connection,
                                "select tenant_id::text from " + row.sql() + " where " + row.where(),
                                one -> one.getString(1)))
                        .as(sql + " " + row.where())
                        .containsOnly(side.tenant().toString());
                if (seeding.full().isEmpty()) {
                    PlainSql.run(connection, synthesis.insert(table, side));
                }
            }
            connection.rollback();
        }
    }
}
