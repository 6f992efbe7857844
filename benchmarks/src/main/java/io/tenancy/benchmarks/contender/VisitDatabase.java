package io.tenancy.benchmarks.contender;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tenancy.jdbc.migration.RolePasswords;
import io.tenancy.jdbc.migration.TenancySchema;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.TestDatabase;
import io.tenancy.testing.support.TestServer;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A throw-away database with the visits of many tenants, twice: in a table isolated by Tenancy, and in one without any policy.
 */
public final class VisitDatabase implements AutoCloseable {
    private static final String PASSWORD = "benchmark";
    private static final long TENANT_BITS = 0x0190_0000_0000_7000L;
    private static final long NUMBER_BITS = 0x8000_0000_0000_0000L;

    private final TestDatabase database;
    private final List<Tenant> tenants;
    private final int rowsEach;

    private VisitDatabase(TestDatabase database, List<Tenant> tenants, int rowsEach) {
        this.database = database;
        this.tenants = tenants;
        this.rowsEach = rowsEach;
    }

    /**
     * Starts the server, installs the control plane and fills the tables.
     *
     * @param tenants how many tenants
     * @param rowsEach how many visits each has, a multiple of {@value Contender#LIST}
     * @return the database
     * @throws SQLException what the server says
     */
    public static VisitDatabase open(int tenants, int rowsEach) throws SQLException {
        TestDatabase database = TestServer.database();
        var unusedRoles = TenancySchema.installRoles(database.dataSource(), RolePasswords.same(PASSWORD));
        var unusedPlane = TenancySchema.installControlPlane(database.dataSource("tenancy_migrator", PASSWORD));
        database.execute("""
                create table visit (tenant_id uuid not null, id bigint not null, patient_id bigint not null,
                    at timestamptz not null, body text not null, primary key (tenant_id, id));
                create index on visit (tenant_id, patient_id, id);
                create table visit_plain (like visit including all);
                insert into visit_plain
                    select ('01900000-0000-7000-8000-' || lpad(to_hex(t), 12, '0'))::uuid, t::bigint * %2$d + r,
                        (t::bigint * %2$d + r) / %3$d, timestamptz '2026-01-01 00:00Z' + r * interval '1 hour', repeat(md5(r::text), 3)
                    from generate_series(0, %1$d - 1) t, generate_series(0, %2$d - 1) r;
                insert into visit select * from visit_plain;
                select tenancy.isolate('visit');
                grant select on visit_plain to tenancy_app;
                """.formatted(tenants, rowsEach, Contender.LIST));
        database.execute("vacuum (freeze, analyze) visit");
        database.execute("vacuum (freeze, analyze) visit_plain");
        database.execute("checkpoint");
        return new VisitDatabase(database, tenants(tenants), rowsEach);
    }

    private static List<Tenant> tenants(int count) {
        return IntStream.range(0, count)
                .mapToObj(t ->
                        Tenant.active(TenantId.of(new UUID(TENANT_BITS, NUMBER_BITS | t)), TenantKey.of("tenant-" + t)))
                .toList();
    }

    /**
     * The tenants.
     *
     * @return all of them
     */
    public List<Tenant> tenants() {
        return tenants;
    }

    /**
     * A row that a tenant has.
     *
     * @param tenant the tenant's place in {@link #tenants()}
     * @param row counted from 0
     * @return the row's id
     */
    public long id(int tenant, int row) {
        return (long) tenant * rowsEach + row;
    }

    /**
     * A patient of a tenant, who has {@value Contender#LIST} visits.
     *
     * @param tenant the tenant's place in {@link #tenants()}
     * @param row one of the patient's rows, counted from 0
     * @return the patient's id
     */
    public long patientId(int tenant, int row) {
        return id(tenant, row) / Contender.LIST;
    }

    /**
     * How many visits a tenant has.
     *
     * @return the same for all
     */
    public int rowsEach() {
        return rowsEach;
    }

    /**
     * The database itself.
     *
     * @return the database
     */
    public TestDatabase database() {
        return database;
    }

    /**
     * A pool of the application's role, as an application would set it up.
     *
     * @param url the JDBC address
     * @param size how many connections, all opened at once
     * @return the pool; the caller closes it
     */
    public HikariDataSource pool(String url, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("benchmark");
        config.setJdbcUrl(url);
        config.setUsername("tenancy_app");
        config.setPassword(PASSWORD);
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }

    @Override
    public void close() {
        database.close();
    }
}
