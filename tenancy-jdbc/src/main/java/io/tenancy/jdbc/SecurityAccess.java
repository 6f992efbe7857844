package io.tenancy.jdbc;

import io.tenancy.authorization.Principal;
import io.tenancy.context.TenantBinding;
import io.tenancy.jdbc.internal.audit.AuditSpool;
import io.tenancy.jdbc.internal.security.BoundSecurityEvents;
import io.tenancy.jdbc.security.Detector;
import io.tenancy.jdbc.security.SecurityEvent;
import io.tenancy.jdbc.security.SecurityEvents;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The security events of a {@link JdbcTenancy}, and what looks at them in the background. Thread-safe. */
final class SecurityAccess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SecurityAccess.class);
    private static final long PAUSE_MILLIS = 1000;

    private final SecurityEvents events;
    private final @Nullable ScheduledExecutorService detecting;

    SecurityAccess(JdbcTenancyBuilder builder, AuditSpool spool) {
        this.events = new BoundSecurityEvents(spool, builder.clock);
        if (builder.worker == null || builder.detectionRules.isEmpty()) {
            this.detecting = null;
            return;
        }
        Detector detector =
                new Detector(builder.worker, builder.detectionRules, builder.securityActions, builder.clock);
        this.detecting = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "tenancy-security");
            made.setDaemon(true);
            return made;
        });
        var unused = detecting.scheduleWithFixedDelay(
                () -> detect(detector), PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void detect(Detector detector) {
        try {
            LOG.debug("{} security events looked at", detector.detect());
        } catch (RuntimeException e) {
            LOG.error("Security events wait; trying on", e);
        }
    }

    SecurityEvents events() {
        return events;
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
    }
}
