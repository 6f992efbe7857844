package io.tenancy.jdbc.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.zaxxer.hikari.HikariDataSource;
import io.tenancy.testing.support.PgBouncer;
import io.tenancy.testing.support.Programs;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The soak through PgBouncer in transaction mode: eight connections of the pool share four of the server's. */
class PoolerSoakTest {
    private static final int TENANTS = 200;
    private static final int CONNECTIONS = 8;
    private static final int SERVER_CONNECTIONS = 4;

    private static Path pooler() {
        Optional<Path> program = Programs.locate("pgbouncer");
        assumeThat(program).as("pgbouncer is installed").isPresent();
        return program.orElseThrow();
    }

    private interface Check {
        void of(Ledger ledger, Soak soak, Census census) throws Exception;
    }

    private static void soak(long acts, String setting, boolean tolerant, Check check) throws Exception {
        Path program = pooler();
        try (Ledger ledger = Ledger.open(TENANTS);
                PgBouncer pooler = PgBouncer.start(
                        program, ledger.database.server(), Map.of(Ledger.APP, Ledger.PASSWORD), SERVER_CONNECTIONS);
                HikariDataSource pool =
                        Ledger.pool(Ledger.appAt(pooler.jdbcUrl(ledger.database.name()), setting), CONNECTIONS)) {
            Soak soak = tolerant ? Soak.tolerant(ledger, acts) : new Soak(ledger, acts);
            check.of(ledger, soak, soak.run(pool));
        }
    }

    @Test
    void noRowCrossesOverBehindAPooler() throws Exception {
        long acts = Soak.full() ? 200_000 : 5_000;
        soak(acts, "prepareThreshold=0", false, (ledger, soak, census) -> {
            String story = "seed " + soak.seed + ": " + census;
            assertThat(census.failures()).as(story).isEmpty();
            assertThat(census.leaks()).as(story).isEmpty();
            assertThat(ledger.strayRows()).as(story).isZero();
            assertThat(census.of(Event.NAME_CLASH)).as(story).isZero();
            for (Event event : new Event[] {
                Event.UNIT,
                Event.COMMIT,
                Event.ROLLBACK,
                Event.UNBOUND_REFUSED,
                Event.STATEMENT_TIMEOUT,
                Event.SWITCH_REFUSED
            }) {
                assertThat(census.of(event)).as(event + " in " + story).isGreaterThanOrEqualTo(acts / 200);
            }
            assertThat(census.of(Event.OWN_BACKEND_KILLED) + census.of(Event.OTHER_BACKEND_KILLED))
                    .as(story)
                    .isPositive();
        });
    }

    /**
     * With the driver's default, names of prepared statements meet on a server connection that a pooler before 1.21 shares without
     * knowing them. Work fails then; it never shows or writes another tenant's row.
     */
    @Test
    void withoutTheSettingWorkFailsButNothingLeaks() throws Exception {
        soak(2_000, "prepareThreshold=5", true, (ledger, soak, census) -> {
            String story = "seed " + soak.seed + ": " + census;
            assertThat(ledger.strayRows()).as(story).isZero();
            assertThat(census.leaks()).as(story).isEmpty();
        });
    }
}
