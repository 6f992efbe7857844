package io.tenancy.cli.demo;

import io.tenancy.cli.demo.Attack.Family;
import io.tenancy.context.TenantContext;
import io.tenancy.jdbc.failure.TenantSqlException;
import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Ways in which a pooled connection could carry the wrong tenant, an old one, or none. */
final class ContextAttacks {
    private static final String QUERY = "select * from patients";
    private static final String FOREIGN = "select * from patients where organization_id <> :bound";
    /** The setting was never set, or is empty: the policy fails loudly instead of showing nothing. */
    private static final Set<String> LOUD = Set.of("42704", "22P02");

    private ContextAttacks() {}

    static List<Attack> all() {
        return List.of(
                missing(),
                otherThread(),
                bare("raw-missing", "query past the SDK, with no tenant", QUERY, c -> {}),
                bare(
                        "raw-empty",
                        "query past the SDK, with an empty tenant",
                        "set_config('tenancy.tenant_id', '', true); " + QUERY,
                        c -> Arena.setContext(c, "")),
                afterRollback(),
                afterSavepoint(),
                switchInTransaction(),
                preparedSwitch(),
                savepointThroughSdk(),
                textualCommit(),
                cursorSwitch(),
                holdCursor(),
                pooled());
    }

    private static Attack missing() {
        return context(
                "no-tenant", "query with no tenant bound", QUERY, Set.of(TenantSqlException.CONTEXT_MISSING), arena -> {
                    try (Connection connection = arena.tenantBound().getConnection()) {
                        return Evidence.rowsWithoutTenant(arena.rows(connection, QUERY));
                    }
                });
    }

    private static Attack otherThread() {
        return context(
                "other-thread",
                "let a new thread inherit the tenant",
                QUERY + "  -- on another thread",
                Set.of(TenantSqlException.CONTEXT_MISSING),
                arena -> {
                    FutureTask<Long> rows = new FutureTask<>(() -> {
                        try (Connection connection = arena.tenantBound().getConnection()) {
                            return arena.rows(connection, QUERY);
                        }
                    });
                    try (var ignored = TenantContext.bind(arena.other())) {
                        new Thread(rows, "other-thread").start();
                        return Evidence.rowsWithoutTenant(rows.get());
                    } catch (ExecutionException e) {
                        throw e.getCause() instanceof SQLException refusal ? refusal : e;
                    }
                });
    }

    private static Attack bare(String id, String goal, String statement, Preparation preparation) {
        return context(
                id,
                goal,
                statement,
                LOUD,
                arena -> arena.bare(c -> {
                    preparation.on(c);
                    return Evidence.rowsWithoutTenant(arena.rows(c, QUERY));
                }));
    }

    private static Attack afterRollback() {
        return bare("raw-after-rollback", "use a tenant that a rollback took away", "rollback; " + QUERY, c -> {
            Arena.setContext(c, new UUID(0, 0).toString());
            c.rollback();
        });
    }

    private static Attack afterSavepoint() {
        return bare(
                "raw-after-savepoint",
                "use a tenant that a rollback to a savepoint took away",
                "rollback to savepoint s; " + QUERY,
                c -> {
                    Savepoint savepoint = c.setSavepoint();
                    Arena.setContext(c, new UUID(0, 0).toString());
                    c.rollback(savepoint);
                });
    }

    private static Attack switchInTransaction() {
        return context(
                "switch-in-transaction",
                "bind the other tenant in the middle of a transaction",
                QUERY + "  -- with another tenant bound than the transaction began with",
                Set.of(TenantSqlException.CONTEXT_SWITCHED),
                arena -> arena.asOwn(c -> {
                    arena.rows(c, QUERY);
                    try (var ignored = TenantContext.bind(arena.other())) {
                        return Evidence.foreignRows(foreign(c, arena.own()));
                    }
                }));
    }

    /** From the fifth execution on the driver keeps a server-side plan; it must not keep the tenant with it. */
    private static Attack preparedSwitch() {
        return context(
                "prepared-switch",
                "keep the tenant in a prepared statement, over 12 executions for both in turn",
                QUERY,
                Set.of(),
                arena -> {
                    try (Connection connection = arena.tenantBound().getConnection();
                            PreparedStatement statement =
                                    connection.prepareStatement("select organization_id from patients")) {
                        long foreign = 0;
                        for (int i = 0; i < 12; i++) {
                            Tenant tenant = i % 2 == 0 ? arena.own() : arena.other();
                            try (var ignored = TenantContext.bind(tenant);
                                    ResultSet rows = statement.executeQuery()) {
                                foreign += notOf(tenant, rows);
                            }
                        }
                        return Evidence.foreignRows(foreign);
                    }
                });
    }

    private static Attack savepointThroughSdk() {
        return context(
                "after-savepoint",
                "lose the tenant by rolling back to a savepoint",
                FOREIGN + "  -- after rollback to a savepoint",
                Set.of(),
                arena -> arena.asOwn(c -> {
                    Savepoint savepoint = c.setSavepoint();
                    long before = arena.rows(c, QUERY);
                    c.rollback(savepoint);
                    long after = arena.rows(c, QUERY);
                    return before == after && before > 0
                            ? Evidence.foreignRows(foreign(c, arena.own()))
                            : Evidence.leaked(before + " rows before, " + after + " after: not the same tenant");
                }));
    }

    private static Attack textualCommit() {
        return context(
                "after-textual-commit",
                "keep the tenant over a COMMIT written as text",
                "commit; " + FOREIGN,
                Set.of(TenantSqlException.CONTEXT_MISSING, TenantSqlException.CONTEXT_SWITCHED),
                arena -> {
                    try (Connection connection = arena.tenantBound().getConnection()) {
                        connection.setAutoCommit(false);
                        try (var ignored = TenantContext.bind(arena.other())) {
                            arena.rows(connection, QUERY);
                            try (Statement statement = connection.createStatement()) {
                                statement.execute("commit");
                            }
                        }
                        try (var ignored = TenantContext.bind(arena.own())) {
                            return Evidence.foreignRows(foreign(connection, arena.own()));
                        } finally {
                            connection.rollback();
                            connection.setAutoCommit(true);
                        }
                    }
                });
    }

    private static Attack cursorSwitch() {
        return context(
                "cursor-switch",
                "go on reading a cursor for another tenant",
                "fetch from a cursor that the other tenant opened",
                Set.of(TenantSqlException.CONTEXT_SWITCHED),
                arena -> arena.as(arena.other(), c -> {
                    try (Statement statement = c.createStatement()) {
                        statement.execute("declare book cursor for select organization_id from patients");
                        try (var ignored = TenantContext.bind(arena.own());
                                ResultSet rows = statement.executeQuery("fetch all from book")) {
                            return Evidence.foreignRows(notOf(arena.own(), rows));
                        }
                    }
                }));
    }

    private static Attack holdCursor() {
        return context(
                "cursor-with-hold",
                "leave a cursor behind that outlives its transaction",
                "declare book cursor with hold for " + QUERY,
                Set.of(TenantSqlException.CONTEXT_PROTECTED),
                arena -> {
                    try (Connection connection = arena.tenantBound().getConnection();
                            Statement statement = connection.createStatement()) {
                        try (var ignored = TenantContext.bind(arena.other())) {
                            statement.execute("declare book cursor with hold for select organization_id from patients");
                        }
                        try (var ignored = TenantContext.bind(arena.own());
                                ResultSet rows = statement.executeQuery("fetch all from book")) {
                            return Evidence.foreignRows(notOf(arena.own(), rows));
                        }
                    }
                });
    }

    /** Given back in the middle of a transaction, as code does that forgets to end it. */
    private static Attack pooled() {
        return context(
                "given-back-open",
                "find the other tenant's open transaction on the next connection",
                FOREIGN + "  -- on the connection the other tenant gave back",
                Set.of(),
                arena -> {
                    try (var ignored = TenantContext.bind(arena.other());
                            Connection connection = arena.tenantBound().getConnection()) {
                        connection.setAutoCommit(false);
                        arena.rows(connection, QUERY);
                    }
                    return arena.asOwn(c -> Evidence.foreignRows(foreign(c, arena.own())));
                });
    }

    private static long foreign(Connection connection, Tenant bound) throws SQLException {
        try (PreparedStatement statement = new NamedSql(FOREIGN)
                        .prepare(connection, Map.of("bound", bound.id().value()));
                ResultSet rows = statement.executeQuery()) {
            return Arena.count(rows);
        }
    }

    private static long notOf(Tenant tenant, ResultSet organizationIds) throws SQLException {
        long foreign = 0;
        while (organizationIds.next()) {
            if (!organizationIds.getString(1).equals(tenant.id().toString())) {
                foreign++;
            }
        }
        return foreign;
    }

    private static Attack context(
            String id, String goal, String statement, Set<String> refusals, Attack.Attempt attempt) {
        return new Attack(id, Family.CONTEXT, goal, statement, refusals, attempt);
    }

    /** What is done to a raw connection before the query. */
    private interface Preparation {
        void on(Connection connection) throws SQLException;
    }
}
