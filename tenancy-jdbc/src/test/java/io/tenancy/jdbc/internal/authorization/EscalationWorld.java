package io.tenancy.jdbc.internal.authorization;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.ServerFailure;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One tenant in which six people do at random whatever they can. */
final class EscalationWorld {
    private static final Set<String> REFUSALS = Set.of(
            "TN004", "TN020", "TN021", "TN022", "TN023", "TN027", "TN028", "TN032", "TN033", "TN034", "TN050", "TN051",
            "23503", "23505", "23514", "42501");

    private final TenancyDatabase database;
    private final Tenant tenant;
    private final AccessOperations operations;
    private final Mailboxes mailboxes;
    private final Judge judge;
    /** How often each path led somewhere, and how often it was refused. */
    final Map<String, int[]> told = new TreeMap<>();

    EscalationWorld(TenancyDatabase database, Tenant tenant, Random random) {
        this.database = database;
        this.tenant = tenant;
        this.operations = new AccessOperations(random, tenant);
        PeopleOperations.addTo(operations);
        this.mailboxes = Mailboxes.addTo(operations);
        this.judge = new Judge(operations);
    }

    private void begin() throws SQLException {
        Jdbc.transact(database.app(), connection -> {
            AccessFixture.run(connection, null, null, mailboxes.accounts());
            return true;
        });
        AccessFixture.operator(operations.people.stream()
                .map(one -> AccessFixture.member(tenant, one))
                .toArray(String[]::new));
        given(0, "owner", null);
        given(1, "admin", null);
        AccessFixture.operator(
                AccessFixture.branch(tenant, operations.branches.get(0), null),
                AccessFixture.branch(tenant, operations.branches.get(1), operations.branches.get(0)));
        given(2, "manager", operations.branches.get(0));
    }

    private void given(int person, String role, @Nullable UUID branch) throws SQLException {
        AccessFixture.given(tenant, operations.people.get(person), "USER", role, branch);
    }

    /** Fails with whoever got what nobody could give. */
    void walk(int steps) throws SQLException {
        begin();
        try (Connection app = database.app().getConnection();
                Connection admin = database.admin().getConnection();
                Connection superuser = database.superuser().getConnection()) {
            app.setAutoCommit(false);
            admin.setAutoCommit(false);
            AccessOracle before = AccessOracle.read(admin, tenant);
            mailboxes.judge(superuser, Step.visit("begin", null));
            for (int i = 0; i < steps; i++) {
                Step step = operations.next();
                int[] count = told.computeIfAbsent(step.path(), unused -> new int[2]);
                Outcome outcome = attempt(step.as() == Step.As.OPERATOR ? admin : app, step);
                if (outcome != Outcome.DONE) {
                    count[1] += outcome == Outcome.REFUSED ? 1 : 0;
                    continue;
                }
                count[0]++;
                step.done().run();
                if (step.path().contains("password") || step.path().contains("address")) {
                    mailboxes.judge(superuser, step);
                }
                AccessOracle after = AccessOracle.read(admin, tenant);
                admin.commit();
                judge.judge(step, before, after);
                before = after;
                operations.managers = managers(after);
                operations.absent = operations.people.stream()
                        .filter(one -> !after.members.contains(one.toString()))
                        .toList();
            }
        }
    }

    private List<UUID> managers(AccessOracle now) {
        return operations.everybody().stream()
                .filter(who -> now.holds(who, "roles:manage", null)
                        || operations.branches.stream().anyMatch(place -> now.holds(who, "roles:manage", place)))
                .toList();
    }

    /** What came of it: refused, nothing to do, or done. */
    private Outcome attempt(Connection connection, Step step) throws SQLException {
        boolean inside = step.as() == Step.As.MEMBER;
        AccessFixture.bind(connection, inside ? tenant : null, inside ? step.actor() : null);
        try (Statement statement = connection.createStatement()) {
            boolean changed = false;
            for (String sql : step.statements()) {
                changed |= statement.execute(sql) ? says(statement.getResultSet()) : statement.getUpdateCount() > 0;
            }
            connection.commit();
            return changed ? Outcome.DONE : Outcome.NOTHING_TO_DO;
        } catch (SQLException e) {
            connection.rollback();
            if (!REFUSALS.contains(ServerFailure.state(e))) {
                throw new IllegalStateException(step.toString(), e);
            }
            return Outcome.REFUSED;
        }
    }

    /** Functions say null or false if they did nothing. */
    private static boolean says(ResultSet result) throws SQLException {
        return result.next() && result.getObject(1) != null && !Boolean.FALSE.equals(result.getObject(1));
    }

    private enum Outcome {
        DONE,
        REFUSED,
        NOTHING_TO_DO
    }
}
