package io.tenancy.jdbc.internal.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.jdbc.internal.registry.ServerFailure;
import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random operations by random actors over every path. After each: whoever holds something it did not hold before has it from an actor
 * who held it, at the same place; whoever lost something lost it to an actor who held it, or gave it up itself; somebody is an owner.
 * By induction no principal ever holds what no actor in its causing chain held. What the operator gives at the start is the start of the
 * chain.
 */
class EscalationPropertyTest extends AccessFixture {
    private static final boolean FULL = Boolean.getBoolean("tenancy.proofs");
    private static final int WORLDS = FULL ? 40 : 3;
    private static final int OPERATIONS = FULL ? 2_500 : 250;
    private static final Set<String> REFUSALS =
            Set.of("TN020", "TN021", "TN022", "TN023", "TN027", "TN028", "23503", "23505", "23514");

    @Test
    void nobodyGetsWhatTheActorDidNotHold() throws SQLException {
        int done = 0;
        for (int world = 0; world < WORLDS; world++) {
            done += world(new Random(4_711 + world));
        }
        // Most are refused, and enough are not.
        assertThat(done).isGreaterThan(WORLDS * OPERATIONS / 12);
    }

    private int world(Random random) throws SQLException {
        Tenant tenant = tenant();
        AccessOperations operations = new AccessOperations(random, tenant);
        operator(operations.people.stream().map(one -> member(tenant, one)).toArray(String[]::new));
        for (UUID delegate : operations.delegates) {
            operator(key(tenant, delegate, operations.people.get(operations.delegates.indexOf(delegate))));
        }
        given(tenant, operations.people.get(0), "USER", "owner", null);
        given(tenant, operations.people.get(1), "USER", "admin", null);
        operator(
                branch(tenant, operations.branches.get(0), null),
                branch(tenant, operations.branches.get(1), operations.branches.get(0)));
        given(tenant, operations.people.get(2), "USER", "manager", operations.branches.get(0));
        List<UUID> everybody = new ArrayList<>(operations.people);
        everybody.addAll(operations.delegates);
        int done = 0;
        try (Connection app = database.app().getConnection();
                Connection admin = database.admin().getConnection()) {
            app.setAutoCommit(false);
            AccessOracle before = AccessOracle.read(admin, tenant);
            for (int i = 0; i < OPERATIONS; i++) {
                UUID actor =
                        random.nextInt(3) == 0 ? operations.people.get(random.nextInt(3)) : operations.pick(everybody);
                List<String> statements = operations.next(actor);
                if (attempt(app, tenant, actor, statements)) {
                    AccessOracle after = AccessOracle.read(admin, tenant);
                    judge(operations, everybody, actor, statements, before, after);
                    before = after;
                    done++;
                }
            }
        }
        return done;
    }

    private static boolean attempt(Connection app, Tenant tenant, UUID actor, List<String> statements)
            throws SQLException {
        try {
            run(app, tenant, actor, statements.toArray(String[]::new));
            app.commit();
            return true;
        } catch (SQLException e) {
            app.rollback();
            assertThat(REFUSALS).as("%s: %s", statements, e.getMessage()).contains(ServerFailure.state(e));
            return false;
        }
    }

    private static void judge(
            AccessOperations operations,
            List<UUID> everybody,
            UUID actor,
            List<String> statements,
            AccessOracle before,
            AccessOracle after) {
        assertThat(after.owners()).as("owners after %s", statements).isPositive();
        List<@Nullable UUID> places = new ArrayList<>(operations.branches);
        places.add(null);
        for (UUID place : places) {
            for (UUID who : everybody) {
                Set<String> was = before.held(who, place);
                Set<String> is = after.held(who, place);
                Set<String> gained = new HashSet<>(is);
                gained.removeAll(was);
                for (String permission : was.contains("*:*") ? Set.<String>of() : gained) {
                    assertThat(before.holds(actor, permission, place))
                            .as(
                                    "%s gained %s at %s from %s, who did not hold it: %s",
                                    who, permission, place, actor, statements)
                            .isTrue();
                }
                Set<String> lost = new HashSet<>(was);
                lost.removeAll(is);
                boolean acts = before.masters.containsKey(who.toString()) || after.masters.containsKey(who.toString());
                for (String permission : who.equals(actor) || acts || is.contains("*:*") ? Set.<String>of() : lost) {
                    assertThat(before.holds(actor, permission, place))
                            .as(
                                    "%s lost %s at %s to %s, who did not hold it: %s",
                                    who, permission, place, actor, statements)
                            .isTrue();
                }
            }
        }
    }
}
