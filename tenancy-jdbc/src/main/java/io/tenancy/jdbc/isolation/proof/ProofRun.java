package io.tenancy.jdbc.isolation.proof;

import io.tenancy.jdbc.internal.catalog.Catalog;
import io.tenancy.jdbc.internal.catalog.CatalogReader;
import io.tenancy.jdbc.internal.catalog.Surroundings;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.isolation.IsolationAudit;
import io.tenancy.jdbc.isolation.IsolationReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One run: reads the catalog, makes the rows, lets every kind of attack have its turn. */
final class ProofRun {
    /** A value that each sequence refuses, so that trying to set it sets nothing. */
    private static final String SEQUENCES = """
            select format('%I.%I', n.nspname, c.relname), case when s.seqmin > -9223372036854775808 then s.seqmin - 1 else s.seqmax + 1 end
            from pg_sequence s join pg_class c on c.oid = s.seqrelid and c.relpersistence <> 't'
            join pg_namespace n on n.oid = c.relnamespace and n.nspname !~ '^pg_'
            where s.seqmin > -9223372036854775808 or s.seqmax < 9223372036854775807
            order by 1
            """;

    private static final String POSITIONS = """
            select format('%I.%I', n.nspname, c.relname), coalesce(pg_sequence_last_value(c.oid)::text, '')
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'S' and c.relpersistence <> 't' and n.nspname !~ '^pg_'
            order by 1
            """;

    private final Connection connection;
    private final String appRole;
    private final @Nullable DataSource app;
    private final boolean controlPlane;
    private final Consumer<String> progress;
    private final List<ProofVerdict> verdicts = new ArrayList<>();

    ProofRun(
            Connection connection,
            String appRole,
            @Nullable DataSource app,
            boolean controlPlane,
            Consumer<String> progress) {
        this.connection = connection;
        this.appRole = appRole;
        this.app = app;
        this.controlPlane = controlPlane;
        this.progress = progress;
    }

    ProofReport prove(IsolationAudit audit, long lockMillis, long statementMillis) throws SQLException {
        Jdbc.run(connection, "select set_config('lock_timeout', ?, true)", lockMillis + "ms");
        Jdbc.run(connection, "select set_config('statement_timeout', ?, true)", statementMillis + "ms");
        Actor actor = Actor.of(connection, appRole);
        IsolationReport tables = audit.on(connection);
        Catalog catalog = CatalogReader.read(connection, appRole);
        Map<String, String> positions = pairs(POSITIONS);
        Images images = new Images();
        try (Stage stage = new Stage(connection, actor, images)) {
            String login = login(catalog);
            Preparation preparation = new Preparation(connection, catalog, tables, controlPlane);
            ViewAttacks views = new ViewAttacks(catalog, preparation.asNobody());
            FunctionAttacks functions = new FunctionAttacks(callables(), preparation.asNobody());
            views.lookBefore(stage, preparation.tenantTables());
            functions.lookBefore(stage);
            progress.accept("rows of two tenants");
            Preparation.Prepared prepared = preparation.seed(login);
            watch(images, prepared.ground());
            unfilled(prepared);
            Trial trial = new Trial(
                    stage,
                    prepared.ground(),
                    new Scripts(prepared.rows(), prepared.ground().fields()));
            for (Target target : prepared.ground().targets().values()) {
                progress.accept("attacks on " + target.sql());
                attack(trial, target);
            }
            views.carryOut(trial, verdicts::add);
            functions.carryOut(trial, verdicts::add);
            new PlainTableAttacks(trial).carryOut(verdicts::add);
            new SideDoorAttacks(trial, pairs(SEQUENCES)).carryOut(verdicts::add);
            new RoleAttacks(trial).carryOut(verdicts::add);
            SecondConnection.look(app, prepared.ground(), verdicts::add);
        }
        return new ProofReport(
                tables.server(), tables.database(), appRole, verdicts, moved(positions, pairs(POSITIONS)));
    }

    private void attack(Trial trial, Target target) throws SQLException {
        new RowAttacks(trial, target).carryOut(verdicts::add);
        new InsertAttacks(trial, target).carryOut(verdicts::add);
        new VariantAttacks(trial, target).carryOut(verdicts::add);
        new KeyAttacks(trial, target).carryOut(verdicts::add);
        new UniqueAttacks(trial, target).carryOut(verdicts::add);
        new ContextAttacks(trial, target).carryOut(verdicts::add);
        new RightAttacks(trial, target).carryOut(verdicts::add);
    }

    private List<Callable> callables() throws SQLException {
        return Callable.read(connection, appRole).stream()
                .filter(callable -> controlPlane || !callable.sql().startsWith("tenancy."))
                .toList();
    }

    private static void watch(Images images, Ground ground) {
        ground.targets()
                .values()
                .forEach(target -> images.add(target.oid(), target.sql(), target.whose(target.foreignTenant())));
        ground.plain().forEach((oid, table) -> images.add(oid, table.relation().sql(), "true"));
    }

    /** A table without rows is a table of which nothing is known. */
    private void unfilled(Preparation.Prepared prepared) {
        prepared.unfilled().forEach((oid, reason) -> {
            var relation = prepared.ground().catalog().relation(oid);
            boolean attacked = prepared.ground().targets().containsKey(oid)
                    || prepared.ground().plain().containsKey(oid);
            if (relation != null && !attacked) {
                verdicts.add(
                        relation.kind() == 'p'
                                        && hasNoPartition(prepared.ground().catalog(), oid)
                                ? ProofVerdict.notApplicable(
                                        relation.sql(), Attack.FILL, "it has no partition that could hold a row")
                                : ProofVerdict.notProved(relation.sql(), Attack.FILL, reason, ""));
            }
        });
    }

    private static boolean hasNoPartition(Catalog catalog, long table) {
        return catalog.relations().values().stream()
                .noneMatch(relation -> relation.kind() != 'p'
                        && catalog.ancestors(relation.oid()).contains(table));
    }

    /** What a login of the application has the tenant set to without anybody setting it: by the session as it is, or by configuration. */
    private @Nullable String login(Catalog catalog) throws SQLException {
        String ambient = Jdbc.first(
                        connection,
                        "select coalesce(current_setting('tenancy.tenant_id', true), '')",
                        row -> row.getString(1))
                .orElse("");
        String found = ambient;
        for (Surroundings.LoginSetting setting : catalog.surroundings().settings()) {
            boolean ours =
                    setting.role() == 0 || setting.role() == catalog.app().oid();
            String value = setting.setting().replaceFirst("(?i)^tenancy\\.tenant_id=", "");
            if (ours && !value.equals(setting.setting()) && !value.isEmpty()) {
                found = value;
            }
        }
        return found;
    }

    private Map<String, String> pairs(String query) throws SQLException {
        Map<String, String> pairs = new LinkedHashMap<>();
        Jdbc.list(connection, query, row -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(entry -> pairs.put(entry.getKey(), entry.getValue()));
        return pairs;
    }

    private static List<String> moved(Map<String, String> before, Map<String, String> after) {
        return after.entrySet().stream()
                .filter(entry -> !Objects.equals(before.get(entry.getKey()), entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
