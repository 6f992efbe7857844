package io.tenancy.jdbc.isolation;

import io.tenancy.jdbc.internal.catalog.Surroundings;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A21: published holes of the server's release, and whether anybody still mends it. */
final class ServerReleaseRules implements AuditRule {
    private static final int MAJOR = 10_000;

    /**
     * A major release: the first minor one without known holes in row level security, the last of those holes, whether the release of
     * November 2026 is that one, the last day.
     */
    private record Release(int minor, String holes, boolean november, LocalDate until) {}

    private static final String CACHED_PLANS = "CVE-2026-14666 (cached plans outlive a change of roles)";

    /** Closed on 12 November 2026. Which number that release has is known of 15 alone: it stands in its release notes. */
    private static final String NOVEMBER =
            "CVE-2026-116311 (DROP OWNED BY widens restrictive policies), CVE-2026-120154 and CVE-2026-116327 (conditions run on hidden"
                    + " rows)";

    // https://www.postgresql.org/support/security and /support/versioning
    private static final TreeMap<Integer, Release> RELEASES = new TreeMap<>(Map.of(
            15, new Release(20, NOVEMBER, true, LocalDate.of(2027, 11, 11)),
            16, new Release(15, CACHED_PLANS, false, LocalDate.of(2028, 11, 9)),
            17, new Release(11, CACHED_PLANS, false, LocalDate.of(2029, 11, 8)),
            18, new Release(6, CACHED_PLANS, false, LocalDate.of(2030, 11, 14))));

    @Override
    public void judge(AuditSubject subject, Consumer<Finding> findings) {
        Surroundings server = subject.catalog().surroundings();
        findings(server.version(), server.versionName(), server.today(), findings);
    }

    static void findings(int version, String name, LocalDate today, Consumer<Finding> findings) {
        int major = version / MAJOR;
        Release release = RELEASES.get(major);
        if (major < RELEASES.firstKey()) {
            report(findings, Severity.ERROR, name, "PostgreSQL " + major + " is no longer maintained nor supported");
        } else if (release == null) {
            report(findings, Severity.INFO, name, "PostgreSQL " + major + " is newer than this audit knows");
        } else {
            if (version % MAJOR < release.minor()) {
                report(
                        findings,
                        Severity.ERROR,
                        name,
                        "It lacks " + major + "." + release.minor() + ", which closes " + release.holes());
            } else if (!release.november() && version % MAJOR == release.minor()) {
                report(
                        findings,
                        Severity.INFO,
                        name,
                        "It is older than the releases of 12 November 2026, the first of which closes " + NOVEMBER
                                + "; install the latest minor release of " + major);
            }
            if (today.isAfter(release.until())) {
                report(
                        findings,
                        Severity.WARNING,
                        name,
                        "PostgreSQL " + major + " is out of maintenance since " + release.until());
            }
        }
    }

    private static void report(Consumer<Finding> findings, Severity severity, String name, String problem) {
        findings.accept(new Finding(Rule.A21, severity, "PostgreSQL " + name, problem, List.of()));
    }
}
