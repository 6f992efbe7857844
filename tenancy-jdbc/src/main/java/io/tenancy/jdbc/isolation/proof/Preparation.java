package io.tenancy.jdbc.isolation.proof;

import io.tenancy.jdbc.internal.catalog.Catalog;
import io.tenancy.jdbc.internal.catalog.Column;
import io.tenancy.jdbc.internal.catalog.Relation;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.synthesis.RowSynthesis;
import io.tenancy.jdbc.internal.synthesis.Seeding;
import io.tenancy.jdbc.internal.synthesis.Side;
import io.tenancy.jdbc.internal.synthesis.TableToFill;
import io.tenancy.jdbc.isolation.AuditedTable;
import io.tenancy.jdbc.isolation.IsolationReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Sorts the tables by what they were taken for, and gives them rows of two tenants that nobody else has. */
final class Preparation {
    /** Far from the numbers that a registry gives, and still an integer. */
    private static final long NUMBERS = 2_000_000_000L;

    private static final String POLICIES = """
            select polrelid, coalesce(pg_get_expr(polqual, polrelid), '') || ' ' || coalesce(pg_get_expr(polwithcheck, polrelid), '')
            from pg_policy order by polrelid, polname
            """;

    private final Connection connection;
    private final boolean controlPlane;
    private final Catalog catalog;
    private final Map<Long, List<Field>> fields;
    private final Map<Long, String> tenants = new LinkedHashMap<>();
    private final List<Relation> shared = new ArrayList<>();
    private final List<Relation> closed = new ArrayList<>();
    private final List<Relation> unclassified = new ArrayList<>();
    private final Side attacker;
    private final Side victim;
    private final Side nobody;

    Preparation(Connection connection, Catalog catalog, IsolationReport report, boolean controlPlane)
            throws SQLException {
        this.connection = connection;
        this.catalog = catalog;
        this.fields = Field.read(connection, catalog.app().name());
        long number = NUMBERS + ThreadLocalRandom.current().nextInt(100_000_000);
        this.attacker = new Side("attacker", UUID.randomUUID(), number);
        this.victim = new Side("victim", UUID.randomUUID(), number + 1);
        this.nobody = new Side("nobody", UUID.randomUUID(), number + 2);
        this.controlPlane = controlPlane;
        sort(report);
    }

    private void sort(IsolationReport report) {
        Map<String, Relation> byName = new HashMap<>();
        catalog.relations().values().stream().filter(Relation::isTable).forEach(one -> byName.put(one.sql(), one));
        Set<String> columns = new HashSet<>(Set.of("tenant_id"));
        for (AuditedTable table : report.tables()) {
            if (table.tenantColumn() != null) {
                columns.add(table.tenantColumn());
            }
        }
        for (AuditedTable table : report.tables()) {
            Relation relation = Objects.requireNonNull(byName.get(table.table()));
            if (!controlPlane && relation.schema().equals("tenancy")) {
                continue;
            }
            // A table that was declared shared and has tenants in it all the same is one to look into.
            String column = table.tenantColumn() != null || table.type() != AuditedTable.Type.SHARED
                    ? table.tenantColumn()
                    : fields.getOrDefault(relation.oid(), List.of()).stream()
                            .map(Field::sql)
                            .filter(columns::contains)
                            .findFirst()
                            .orElse(null);
            boolean child = relation.partition() || !relation.parents().isEmpty();
            if (child && !relation.isReachable()) {
                closed.add(relation);
            } else if (column != null) {
                tenants.put(relation.oid(), column);
            } else if (table.type() == AuditedTable.Type.SHARED) {
                shared.add(relation);
            } else if (table.type() == AuditedTable.Type.CLOSED
                    || relation.schema().equals("tenancy")) {
                closed.add(relation);
            } else {
                unclassified.add(relation);
            }
        }
    }

    Set<Long> tenantTables() {
        return tenants.keySet();
    }

    Context asNobody() {
        return Context.of(nobody.tenant().toString(), nobody.number(), "");
    }

    /** Rows in every table that can have some; what cannot is among the unfilled. */
    Prepared seed(@Nullable String login) throws SQLException {
        List<TableToFill> wanted = new ArrayList<>();
        tenants.forEach((oid, column) -> wanted.add(new TableToFill(oid, unquoted(column))));
        List<Relation> plain = new ArrayList<>(unclassified);
        shared.stream().filter(table -> !table.schema().equals("tenancy")).forEach(plain::add);
        plain.forEach(table -> wanted.add(new TableToFill(table.oid(), null)));
        plant(Planting.ofPlans(nobody));
        plant(Planting.ofRoles(nobody));
        plant(Planting.ofOwners(attacker, victim));
        plant(PlantedPeople.in(attacker, victim));
        RowSynthesis synthesis = RowSynthesis.over(connection, wanted);
        Seeding seeding = synthesis.seed(attacker, victim);
        Jdbc.run(connection, "set constraints all immediate");
        SpareRows rows = new SpareRows(connection, fields, synthesis);
        Map<Long, Target> targets = new LinkedHashMap<>();
        Map<Long, String> reasons = new LinkedHashMap<>();
        seeding.unfilled().forEach(one -> reasons.merge(one.table(), one.reason(), (first, second) -> first));
        for (Map.Entry<Long, String> tenant : tenants.entrySet()) {
            boolean full = seeding.full().stream().anyMatch(one -> one.table() == tenant.getKey());
            Target target = target(rows, tenant.getKey(), tenant.getValue(), full);
            if (target == null) {
                reasons.putIfAbsent(tenant.getKey(), "no row of both tenants stands in it");
            } else {
                targets.put(tenant.getKey(), target);
            }
        }
        Ground ground = new Ground(
                catalog,
                fields,
                policies(),
                targets,
                plain(rows, shared),
                closed,
                List.copyOf(plain(rows, unclassified).values()),
                attacker,
                victim,
                nobody,
                Branches.of(targets.values(), policies()),
                login);
        return new Prepared(ground, seeding.rows(), reasons);
    }

    /** An older control plane does without. */
    private void plant(List<String> statements) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            for (String sql : statements) {
                Jdbc.run(connection, sql);
            }
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith("08")) {
                throw e;
            }
            connection.rollback(before);
        }
    }

    /** What was made. */
    record Prepared(
            Ground ground, List<io.tenancy.jdbc.internal.synthesis.SeededRow> rows, Map<Long, String> unfilled) {}

    private @Nullable Target target(SpareRows rows, long oid, String column, boolean full) throws SQLException {
        Relation relation = Objects.requireNonNull(catalog.relation(oid));
        Field tenant = fields.getOrDefault(oid, List.of()).stream()
                .filter(field -> field.sql().equals(column))
                .findFirst()
                .orElseThrow();
        String known = " and " + PlantedPeople.standing(relation);
        Row own = rows.standing(relation, tenant.sql() + " = " + literal(oid, column, attacker) + known);
        Row foreign = rows.standing(relation, tenant.sql() + " = " + literal(oid, column, victim) + known);
        return own == null || foreign == null
                ? null
                : new Target(
                        relation,
                        tenant,
                        fields.getOrDefault(oid, List.of()),
                        own,
                        foreign,
                        full ? own : PlantedPeople.fitting(relation, rows.spare(relation, attacker)),
                        full ? foreign : PlantedPeople.fitting(relation, rows.spare(relation, victim)),
                        full,
                        literal(oid, column, nobody));
    }

    private Map<Long, Ground.SharedTable> plain(SpareRows rows, List<Relation> tables) throws SQLException {
        Map<Long, Ground.SharedTable> plain = new LinkedHashMap<>();
        for (Relation table : tables) {
            boolean ours = table.schema().equals("tenancy");
            plain.put(
                    table.oid(),
                    new Ground.SharedTable(
                            table,
                            ours ? null : rows.standing(table, "true"),
                            ours ? null : rows.spare(table, attacker)));
        }
        return plain;
    }

    private String literal(long oid, String column, Side side) {
        Column found = catalog.columnsOf(oid).stream()
                .filter(one -> one.sql().equals(column))
                .findFirst()
                .orElseThrow();
        return switch (found.type()) {
            case "smallint", "integer", "bigint", "numeric" -> "'" + side.number() + "'";
            default -> "'" + side.tenant() + "'";
        };
    }

    private Map<Long, List<String>> policies() throws SQLException {
        Map<Long, List<String>> texts = new HashMap<>();
        Jdbc.list(connection, POLICIES, row -> Map.entry(row.getLong(1), row.getString(2)))
                .forEach(entry -> texts.computeIfAbsent(entry.getKey(), table -> new ArrayList<>())
                        .add(entry.getValue()));
        return texts;
    }

    private static String unquoted(String column) {
        return column.startsWith("\"")
                ? column.substring(1, column.length() - 1).replace("\"\"", "\"")
                : column;
    }
}
