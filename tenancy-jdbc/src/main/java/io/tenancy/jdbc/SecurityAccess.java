package io.tenancy.jdbc;

import io.tenancy.authorization.Principal;
import io.tenancy.context.TenantBinding;
import io.tenancy.jdbc.internal.audit.AuditSpool;
import io.tenancy.jdbc.internal.security.BoundSecurityEvents;
import io.tenancy.jdbc.internal.security.SecurityReports;
import io.tenancy.jdbc.provision.JdbcTenantStore;
import io.tenancy.jdbc.security.Detector;
import io.tenancy.jdbc.security.SecurityAction;
import io.tenancy.jdbc.security.SecurityActions;
import io.tenancy.jdbc.security.SecurityEvent;
import io.tenancy.jdbc.security.SecurityEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The security events of a {@link JdbcTenancy}, and what looks at them in the background. Thread-safe. */
final class SecurityAccess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SecurityAccess.class);
    private static final long PAUSE_MILLIS = 1000;

    private final SecurityEvents events;
    private final SecurityReports reports;
    private final @Nullable ScheduledExecutorService detecting;

    SecurityAccess(JdbcTenancyBuilder builder, AuditSpool spool, JdbcTenantStore tenants, DataSource app) {
        BoundSecurityEvents bound = new BoundSecurityEvents(spool, tenants, app, builder.clock);
        this.events = bound;
        this.reports = new SecurityReports(bound, builder.worker, builder.clock);
        if (builder.worker == null) {
            this.detecting = null;
            return;
        }
        List<SecurityAction> actions = new ArrayList<>(SecurityActions.all(builder.worker, builder.clock));
        actions.addAll(builder.securityActions);
        Detector detector = new Detector(builder.worker, builder.detectionRules, actions, builder.clock);
        this.detecting = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "tenancy-security");
            made.setDaemon(true);
            return made;
        });
        var unused = detecting.scheduleWithFixedDelay(
                () -> detect(detector), PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void detect(Detector detector) {
        try {
            reports.flush();
            LOG.debug("{} security events looked at", detector.detect());
        } catch (RuntimeException e) {
            LOG.error("Security events wait; trying on", e);
        }
    }

    SecurityEvents events() {
        return events;
    }

    /** What the SDK itself sees. */
    SecurityReports reports() {
        return reports;
    }

    /** A password or a second factor was wrong. */
    void signInFailed(String subject) {
        reports.report(new SecurityEvent(SecurityEvent.LOGIN_FAILED, subject, null));
    }

    /** The database refused a row of another tenant: a defect of the application, or an attempt. */
    void violated(TenantBinding binding) {
        Principal principal = binding.principal();
        events.record(new SecurityEvent(
                SecurityEvent.TENANT_VIOLATION,
                principal == null ? "system" : principal.id().toString(),
                null));
    }

    @Override
    public void close() {
        if (detecting != null) {
            detecting.shutdownNow();
        }
        reports.close();
    }
}
