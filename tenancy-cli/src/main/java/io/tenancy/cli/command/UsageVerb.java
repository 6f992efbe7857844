package io.tenancy.cli.command;

import io.tenancy.config.ConnectionRole;
import io.tenancy.config.TenancyConfig;
import io.tenancy.entitlement.Limit;
import io.tenancy.jdbc.metering.UsageRegistry;
import io.tenancy.usage.Meter;
import io.tenancy.usage.MeterKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A verb on what tenants use, over the admin connection. */
abstract class UsageVerb extends PlanVerb {
    UsageVerb(Session session) {
        super(session);
    }

    final UsageRegistry usage() {
        return UsageRegistry.over(
                session().connections().controlled(ConnectionRole.ADMIN),
                session().clock());
    }

    /** What the application's file declares. */
    final Collection<Meter> meters() {
        Collection<Meter> meters = session().connections().config().meters().all();
        if (meters.isEmpty()) {
            throw CommandException.usage(
                    "No meters are declared",
                    "Run this where " + TenancyConfig.FILE_NAME
                            + " stands, or name it with --config, and declare meters there");
        }
        return meters;
    }

    /** One declared meter, or all. */
    final List<Meter> meters(@Nullable String key) {
        List<Meter> chosen = meters().stream()
                .filter(meter -> key == null || meter.key().equals(key))
                .toList();
        if (chosen.isEmpty()) {
            throw CommandException.usage(
                    "tenancy.yaml declares no meter of that name",
                    "It declares "
                            + String.join(
                                    ", ", meters().stream().map(Meter::key).toList()));
        }
        return chosen;
    }

    /** One declared gauge, or all. */
    final List<Meter> gauges(@Nullable String key) {
        List<Meter> gauges = meters(key).stream()
                .filter(meter -> meter.kind() == MeterKind.GAUGE)
                .toList();
        if (gauges.isEmpty()) {
            throw CommandException.usage(
                    key == null ? "tenancy.yaml declares no gauge" : key + " is no gauge",
                    "Only gauges follow rows that can be counted again");
        }
        return gauges;
    }

    static String kind(Meter meter) {
        return meter.kind().name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Object limit(Limit limit) {
        return limit.isUnlimited() ? null : limit.amount().orElseThrow();
    }

    static Instant day(String text) {
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw CommandException.usage("'" + text + "' is no day", "Write it as 2027-01-31");
        }
    }
}
