package io.tenancy.jdbc.provision;

import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Sets a tenant up, or deletes one, in a process of its own. Before the statement it was told it says so, and waits for whoever started it
 * to kill it.
 */
final class KilledProvisioner {
    static final String APPLICATION = "killed-provisioner";
    static final Attribution BY = new Attribution("ops:anna", "ticket 42");

    private KilledProvisioner() {}

    /** Where, with which password, at what time, before which statement, and the key of a new tenant or the id of one to delete. */
    public static void main(String... arguments) throws Exception {
        PGSimpleDataSource admin = new PGSimpleDataSource();
        admin.setUrl(arguments[0]);
        admin.setUser("tenancy_admin");
        admin.setPassword(arguments[1]);
        admin.setApplicationName(APPLICATION);
        Clock clock = Clock.fixed(Instant.parse(arguments[2]), ZoneOffset.UTC);
        DataSource stopping = new KillingDataSource(admin, connection -> {
                    System.out.println("here");
                    int unused = System.in.read();
                })
                .killingBefore(Integer.parseInt(arguments[3]));
        if (arguments[4].length() == 36) {
            TenantRegistry.over(stopping, clock)
                    .delete(new TenantId(UUID.fromString(arguments[4])), BY, DeletionProgress.SILENT);
        } else {
            provisioner(stopping, clock).provision(order(arguments[4]), BY);
        }
        System.out.println("done");
    }

    static ProvisioningRequest order(String key) {
        return ProvisioningRequest.of(TenantKey.of(key), "Practice")
                .plan("starter")
                .owner("ann@" + key + ".example", "Ann")
                .setting("locale", "\"nb\"")
                .idempotencyKey("order-" + key);
    }

    static Provisioner provisioner(DataSource admin, Clock clock) {
        return Provisioner.builder(admin, clock)
                .step(ProvisioningStep.of("rooms", context -> {
                    try (Statement statement = context.connection().createStatement()) {
                        statement.execute("insert into room (name) values ('Room 1'), ('Room 2')");
                    }
                }))
                .step(ProvisioningStep.of("bucket", context -> {}))
                .build();
    }

    /** Long enough for any machine; nobody waits for it who does not have to. */
    static final Duration PATIENCE = Duration.ofSeconds(60);
}
