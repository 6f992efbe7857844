package io.tenancy.jdbc;

import io.tenancy.config.IsolationSettings;
import io.tenancy.config.IsolationWaiver;
import io.tenancy.jdbc.isolation.Finding;
import io.tenancy.jdbc.isolation.IsolationAudit;
import io.tenancy.jdbc.isolation.IsolationLeakException;
import io.tenancy.jdbc.isolation.Severity;
import io.tenancy.jdbc.isolation.StartCheck;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the start of an application asks about its tables, after its login was found to be bound by policies at all. */
record TableCheck(IsolationSettings settings, LocalDate today) {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcTenancy.class);

    static TableCheck of(IsolationSettings settings, Clock clock) {
        return new TableCheck(settings, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    void run(StartCheck check, DataSource app) {
        if (check == StartCheck.OFF) {
            return;
        }
        List<Finding> findings = findings(app);
        if (!findings.isEmpty() && check == StartCheck.REFUSE) {
            throw new IsolationLeakException(findings);
        }
        findings.forEach(finding -> LOG.warn(
                "Tenants are not isolated: {} {}: {}. Run: tenancyctl check",
                finding.rule(),
                finding.object(),
                finding.problem()));
    }

    private List<Finding> findings(DataSource app) {
        return IsolationAudit.builder(app)
                .tenantColumn(settings.tenantColumn())
                .sharedTables(settings.sharedTables())
                .tablesOnly()
                .build()
                .run()
                .findings(Severity.ERROR)
                .stream()
                .filter(finding -> settings.waivers().stream().noneMatch(waiver -> covers(waiver, finding)))
                .toList();
    }

    private boolean covers(IsolationWaiver waiver, Finding finding) {
        return waiver.rule().equals(finding.rule().name())
                && waiver.object().equals(finding.object())
                && !waiver.until().isBefore(today);
    }
}
