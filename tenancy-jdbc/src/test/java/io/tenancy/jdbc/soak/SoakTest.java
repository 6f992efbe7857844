package io.tenancy.jdbc.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Thousands of transactions of many tenants over few connections, with everything injected that goes wrong in production. */
class SoakTest {
    private static final int TENANTS = 200;
    private static final int CONNECTIONS = 8;

    /** Seldom, because each costs a second or a backend. */
    private static final Set<Event> RARE = EnumSet.of(
            Event.QUERY_TIMEOUT,
            Event.OWN_BACKEND_KILLED,
            Event.OTHER_BACKEND_KILLED,
            Event.CASUALTY,
            Event.CANCELLATION,
            Event.CANCELLED);

    private static final Set<Event> NOT_ASKED =
            EnumSet.of(Event.NAME_CLASH, Event.ROW_UNCERTAIN, Event.RETURNED_BROKEN);

    @Test
    void noRowCrossesOverAndNoContextStays() throws Exception {
        long acts = Soak.full() ? 1_000_000 : 20_000;
        try (Ledger ledger = Ledger.open(TENANTS);
                HikariDataSource pool = Ledger.pool(ledger.app(), CONNECTIONS)) {
            long before = ledger.count("entry");
            Soak soak = new Soak(ledger, acts);
            Census census = soak.run(pool);
            String story = "seed " + soak.seed + ": " + census;

            assertThat(census.failures()).as(story).isEmpty();
            assertThat(census.leaks()).as(story).isEmpty();
            assertThat(ledger.strayRows()).as(story).isZero();
            assertThat(ledger.count("entry") - before)
                    .as(story)
                    .isBetween(
                            census.of(Event.ROW_WRITTEN),
                            census.of(Event.ROW_WRITTEN) + census.of(Event.ROW_UNCERTAIN));
            for (Event event : EnumSet.complementOf(EnumSet.copyOf(NOT_ASKED))) {
                assertThat(census.of(event))
                        .as(event + " in " + story)
                        .isGreaterThanOrEqualTo(RARE.contains(event) ? acts / 4_000 : acts / 200);
            }
        }
    }
}
