package io.tenancy.jdbc.soak;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tenancy.jdbc.migration.RolePasswords;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.jdbc.migration.TenancySchema;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import io.tenancy.tenant.TenantStatus;
import io.tenancy.testing.support.TestDatabase;
import io.tenancy.testing.support.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database with two tables isolated by {@code tenancy.isolate}, a parent and a child, and a few rows of every tenant. Each row
 * carries its owner's id in {@code owner}, a plain column that no policy knows, so that a row in wrong hands can be told.
 */
final class Ledger implements AutoCloseable {
    static final String PASSWORD = "not-a-secret";
    static final String APP = TenancyRole.APP.roleName();
    static final int SEEDED = 3;

    final TestDatabase database;
    final List<Tenant> tenants;

    private Ledger(TestDatabase database, List<Tenant> tenants) {
        this.database = database;
        this.tenants = tenants;
    }

    static Ledger open(int tenants) throws SQLException {
        TestServer.template("ledger", Ledger::prepare);
        Ledger ledger = new Ledger(
                TestServer.clone("ledger"),
                IntStream.rangeClosed(1, tenants).mapToObj(Ledger::tenant).toList());
        // A clone has the schemas of its template, but not the grants on the database itself.
        TenancySchema.installRoles(ledger.database.dataSource(), RolePasswords.none());
        ledger.beHostile();
        ledger.seed();
        return ledger;
    }

    private static Tenant tenant(int number) {
        TenantId id = TenantId.of(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | number));
        String key = "tenant-" + number;
        return new Tenant(id, TenantKey.of(key), key, TenantStatus.ACTIVE, null, number, 1);
    }

    private static void prepare(TestDatabase template) throws SQLException {
        TenancySchema.installRoles(template.dataSource(), RolePasswords.same(PASSWORD));
        DataSource migrator = template.dataSource(TenancyRole.MIGRATOR.roleName(), PASSWORD);
        TenancySchema.installControlPlane(migrator);
        template.execute("grant create on schema public to tenancy_migrator");
        run(migrator, """
                create table account (
                  tenant_id uuid not null,
                  id bigint generated always as identity,
                  owner text not null,
                  primary key (tenant_id, id));
                create table entry (
                  tenant_id uuid not null,
                  id bigint generated always as identity,
                  account_id bigint,
                  owner text not null,
                  body text not null,
                  at timestamp,
                  data jsonb,
                  primary key (tenant_id, id),
                  foreign key (tenant_id, account_id) references account on delete cascade);
                create index on entry (tenant_id, account_id);
                select tenancy.isolate('account');
                select tenancy.isolate('entry');
                create function entry_count() returns bigint language sql stable as $$ select count(*) from entry $$;
                create function post(owner text, body text) returns bigint language sql as $$
                  insert into entry (owner, body) values ($1, $2) returning id $$;
                create function bound() returns text language sql stable as $$
                  select coalesce(current_setting('tenancy.tenant_id', true), '') $$;
                grant execute on function entry_count(), post(text, text), bound() to tenancy_app;
                """);
    }

    /** Session settings that change how values look. */
    private void beHostile() throws SQLException {
        for (String setting : List.of(
                "timezone = 'Asia/Kathmandu'",
                "datestyle = 'German, DMY'",
                "intervalstyle = 'sql_standard'",
                "bytea_output = 'escape'",
                "extra_float_digits = 0")) {
            database.execute("alter role tenancy_app in database \"" + database.name() + "\" set " + setting);
        }
    }

    private void seed() throws SQLException {
        String tenant = "overlay('01900000-0000-7000-8000-000000000000' placing lpad(to_hex(t), 4, '0') from 33)";
        database.execute("insert into account (tenant_id, owner) select " + tenant + "::uuid, " + tenant
                + " from generate_series(1, " + tenants.size() + ") t");
        database.execute(
                "insert into entry (tenant_id, account_id, owner, body, at) select tenant_id, id, owner, 'seed ' || n,"
                        + " timestamp '2026-03-29 02:30' from account, generate_series(1, " + SEEDED + ") n");
    }

    Tenant tenantAt(int index) {
        return tenants.get(index);
    }

    /** The application's connections, unpooled, with driver settings such as {@code prepareThreshold=0}. */
    PGSimpleDataSource app(String... settings) {
        return appAt(database.jdbcUrl(), settings);
    }

    static PGSimpleDataSource appAt(String url, String... settings) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url + (settings.length == 0 ? "" : (url.contains("?") ? "&" : "?") + String.join("&", settings)));
        source.setUser(APP);
        source.setPassword(PASSWORD);
        return source;
    }

    static HikariDataSource pool(DataSource source, int size) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(Duration.ofSeconds(60).toMillis());
        return new HikariDataSource(config);
    }

    static void run(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** As the superuser, who sees everything. */
    long count(String from) throws SQLException {
        return count(database.dataSource(), "select count(*) from " + from);
    }

    static long count(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Rows that are not in the hands of the tenant who wrote them. */
    long strayRows() throws SQLException {
        return count("entry where owner <> tenant_id::text") + count("account where owner <> tenant_id::text");
    }

    @Override
    public void close() {
        database.close();
    }
}
