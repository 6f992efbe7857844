package io.tenancy.jdbc.internal.connection;

import io.tenancy.context.TenantBinding;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.TestDatabase;
import io.tenancy.testing.support.TestServer;
import io.tenancy.testing.support.WireProxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The smallest database that has something to leak: one table under the policies of the design, rows of three tenants, and an app role
 * with hostile session settings.
 */
final class Notebook implements AutoCloseable {
    static final String APP = "notebook_app";
    static final Tenant ANN = tenant("ann", 1);
    static final Tenant BOB = tenant("bob", 2);
    static final Tenant CAT = tenant("cat", 3);
    static final int ROWS_EACH = 5;

    final TestDatabase database;
    final WireProxy proxy;

    private Notebook(TestDatabase database) {
        this.database = database;
        try {
            this.proxy = WireProxy.to(database.server());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Notebook open() {
        TestServer.template("notebook", Notebook::prepare);
        return new Notebook(TestServer.clone("notebook"));
    }

    private static Tenant tenant(String key, int number) {
        TenantId id = TenantId.of(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | number));
        return new Tenant(id, TenantKey.of(key), key, io.tenancy.tenant.TenantStatus.ACTIVE, null, number, 1);
    }

    private static void prepare(TestDatabase database) throws SQLException {
        String policy = "(tenant_id = (select current_setting('tenancy.tenant_id')::uuid))";
        database.execute("""
                do $$ begin
                  if not exists (select from pg_roles where rolname = 'notebook_app') then
                    create role notebook_app login password 'notebook';
                    alter role notebook_app set timezone = 'Asia/Kathmandu';
                    alter role notebook_app set datestyle = 'German, DMY';
                    alter role notebook_app set intervalstyle = 'sql_standard';
                    alter role notebook_app set bytea_output = 'escape';
                    alter role notebook_app set extra_float_digits = 0;
                  end if;
                end $$;
                create table note (
                  tenant_id uuid not null default current_setting('tenancy.tenant_id')::uuid,
                  id bigint generated always as identity,
                  body text not null,
                  at timestamp,
                  data jsonb,
                  primary key (tenant_id, id));
                create table number_note (
                  tenant_number bigint not null default current_setting('tenancy.tenant_number')::bigint,
                  body text not null);
                insert into number_note values (1, 'ann'), (2, 'bob');
                alter table note enable row level security;
                alter table note force row level security;
                create policy tenancy_floor on note as restrictive to notebook_app using %1$s with check %1$s;
                create policy tenancy_base on note to notebook_app using %1$s with check %1$s;
                grant select, insert, update, delete on note, number_note to notebook_app;
                alter table number_note enable row level security;
                create policy base on number_note to notebook_app
                  using (tenant_number = (select current_setting('tenancy.tenant_number')::bigint));
                create function shout(text) returns text language sql as $$ select upper($1) $$;
                create function my_notes() returns bigint language sql stable as $$ select count(*) from note $$;
                create function ids() returns text language sql stable as $$
                  select concat_ws('|', current_setting('tenancy.tenant_id'), current_setting('tenancy.principal_id'),
                                   current_setting('tenancy.branch_ids')) $$;
                create table secret (id int); -- no grant
                """.formatted(policy));
        for (Tenant tenant : new Tenant[] {ANN, BOB, CAT}) {
            database.execute("insert into note (tenant_id, body, at, data) select '" + tenant.id() + "', '"
                    + tenant.key() + " ' || n, timestamp '2026-03-29 02:30' + n * interval '1 day', '{\"n\": 1}'"
                    + " from generate_series(1, " + ROWS_EACH + ") n");
        }
    }

    /** Straight to the server, with driver settings such as {@code prepareThreshold=1}. */
    PGSimpleDataSource raw(String... settings) {
        return configured(database.jdbcUrl(), settings);
    }

    /** Through the counting proxy. */
    PGSimpleDataSource proxied(String... settings) {
        return configured(proxy.jdbcUrl(database.name()), settings);
    }

    private static PGSimpleDataSource configured(String url, String... settings) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url + (settings.length == 0 ? "" : (url.contains("?") ? "&" : "?") + String.join("&", settings)));
        source.setUser(APP);
        source.setPassword("notebook");
        return source;
    }

    TenantDataSource tenants(String... settings) {
        return TenantDataSource.wrap(proxied(settings));
    }

    static TenantBinding binding(Tenant tenant) {
        return TenantBinding.of(tenant);
    }

    /** As the superuser, who sees everything: how many notes there are, by any condition. */
    long count(String condition) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from note where " + condition)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    static long owners(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(distinct tenant_id) from note")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() {
        proxy.close();
        database.close();
    }
}
