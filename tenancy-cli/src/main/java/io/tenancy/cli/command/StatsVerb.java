package io.tenancy.cli.command;

import io.tenancy.config.ConnectionRole;
import io.tenancy.jdbc.observation.ObservationReports;
import io.tenancy.jdbc.observation.PlatformStatistics;
import io.tenancy.observation.Observations;
import io.tenancy.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A verb on how tenants are served, over the admin connection. */
abstract class StatsVerb extends PlanVerb {
    StatsVerb(Session session) {
        super(session);
    }

    final ObservationReports reports() {
        return ObservationReports.over(session().connections().controlled(ConnectionRole.ADMIN));
    }

    final PlatformStatistics statistics() {
        return PlatformStatistics.over(session().connections().controlled(ConnectionRole.ADMIN));
    }

    final @Nullable Tenant chosen(@Nullable String key) {
        return key == null ? null : tenant(key);
    }

    /** How far back, as typed: no further than observations are kept. */
    final Instant since(String option, long typed, Duration unit) {
        long most = Observations.KEPT.dividedBy(unit);
        if (typed < 1 || typed > most) {
            throw CommandException.usage(
                    option + " is 1 to " + most + ", not " + typed,
                    "Observations are kept for " + Observations.KEPT.toDays() + " days");
        }
        return session().clock().instant().minus(unit.multipliedBy(typed));
    }

    static void requireLimit(int limit) {
        if (limit < 1 || limit > 1000) {
            throw CommandException.usage("--limit is 1 to 1000, not " + limit, "For example: --limit 10");
        }
    }
}
