package io.tenancy.jdbc.internal.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.jdbc.internal.registry.ServerFailure;
import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Two transactions remove the two last owners at the same time: one of them fails, each time. */
class LastOwnerRaceTest extends AccessFixture {
    private static final int RUNS = Boolean.getBoolean("tenancy.proofs") ? 1_000 : 40;

    @Test
    void oneOfTwoFailsEachTime() throws Exception {
        Tenant tenant = tenant();
        UUID first = someone(tenant, "owner");
        UUID second = someone(tenant, "owner");
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Connection one = database.app().getConnection();
                Connection other = database.app().getConnection()) {
            for (int run = 0; run < RUNS; run++) {
                // Each removes the other, or itself: both ways lead to a tenant without an owner.
                boolean themselves = run % 2 == 0;
                Future<String> left = threads.submit(removal(one, start, tenant, first, themselves ? first : second));
                Future<String> right =
                        threads.submit(removal(other, start, tenant, second, themselves ? second : first));

                assertThat(List.of(left.get(), right.get())).as("run %d", run).containsOnlyOnce("removed");
                List<String> owners =
                        ask(tenant, null, "select principal_id from tenancy.role_grant where system_role = 'owner'");
                assertThat(owners).hasSize(1);
                operator(grant(tenant, owners.get(0).equals(first.toString()) ? second : first, "USER", "owner", null));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<String> removal(
            Connection connection, CyclicBarrier start, Tenant tenant, UUID actor, UUID owner) {
        return () -> {
            connection.setAutoCommit(false);
            start.await();
            try {
                run(
                        connection,
                        tenant,
                        actor,
                        "delete from tenancy.role_grant where principal_id = '" + owner
                                + "' and system_role = 'owner'");
                connection.commit();
                return "removed";
            } catch (SQLException e) {
                connection.rollback();
                return ServerFailure.state(e);
            }
        };
    }
}
