package io.tenancy.jdbc.internal.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.authorization.Authorizer;
import io.tenancy.authorization.Permission;
import io.tenancy.authorization.Principal;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.tenant.Tenant;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A warm check asks nobody, and a change on one node is seen on another. */
class AuthorizerCacheTest extends AccessFixture {
    private static final Permission READ = Permission.of("patients:read");

    private final AtomicLong connections = new AtomicLong();

    private DataSource counting(DataSource source) {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        connections.incrementAndGet();
                    }
                    return method.invoke(source, arguments);
                });
    }

    @Test
    void warmCheckAsksNobodyAndAChangeElsewhereIsSeen() throws SQLException {
        Tenant tenant = tenant();
        UUID owner = someone(tenant, "owner");
        UUID ann = someone(tenant, "staff");
        try (JdbcTenancy here = JdbcTenancy.builder()
                        .app(counting(database.app()))
                        .listen(database.app())
                        .build();
                JdbcTenancy there = JdbcTenancy.builder().app(database.app()).build()) {
            Authorizer authorizer = here.authorizer();
            try (TenantScope scope =
                    TenantContext.bind(TenantBinding.of(tenant).withPrincipal(new Principal(ann, "ann")))) {
                assertThat(authorizer.check(READ).isGranted()).isTrue();
                long before = connections.get();
                for (int i = 0; i < 10_000; i++) {
                    assertThat(authorizer.check(READ).isGranted()).isTrue();
                }
                // The registry's feed may ask in between, once; ten thousand checks do not.
                assertThat(connections.get() - before).isLessThan(3);

                long revoked = System.nanoTime();
                try (TenantScope other =
                        TenantContext.bind(TenantBinding.of(tenant).withPrincipal(new Principal(owner, "o")))) {
                    assertThat(there.roles().revoke(ann, "staff", null)).isTrue();
                }
                long limit = revoked + Duration.ofSeconds(20).toNanos();
                while (authorizer.check(READ).isGranted() && System.nanoTime() < limit) {
                    Thread.onSpinWait();
                }
                assertThat(authorizer.check(READ).isGranted()).isFalse();
                Duration seen = Duration.ofNanos(System.nanoTime() - revoked);
                if (Boolean.getBoolean("tenancy.proofs")) {
                    assertThat(seen).isLessThan(Duration.ofSeconds(1));
                }
            }
        }
    }
}
