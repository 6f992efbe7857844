package io.tenancy.benchmarks.check;

import io.tenancy.jdbc.migration.RolePasswords;
import io.tenancy.jdbc.migration.TenancySchema;
import io.tenancy.testing.support.TestDatabase;
import io.tenancy.testing.support.TestServer;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A throw-away database with many isolated tables: ten columns, four indexes and two composite foreign keys each. */
final class WideSchema implements AutoCloseable {
    static final String PASSWORD = "benchmark";
    private static final int STEP = 50;

    private final TestDatabase database;

    private WideSchema(TestDatabase database) {
        this.database = database;
    }

    static WideSchema of(int tables) throws SQLException {
        TestDatabase database = TestServer.database();
        var unusedRoles = TenancySchema.installRoles(database.dataSource(), RolePasswords.same(PASSWORD));
        var unusedPlane = TenancySchema.installControlPlane(database.dataSource("tenancy_migrator", PASSWORD));
        for (int from = 1; from <= tables; from += STEP) {
            database.execute("""
                    set role tenancy_migrator;
                    do $$ begin for t in %d .. %d loop
                        execute format('create table t%%1$s (tenant_id uuid not null, id uuid not null, code text not null, name text,
                            parent_id uuid, origin_id uuid, amount bigint, rate numeric, at date, data jsonb, primary key (tenant_id, id),
                            unique (tenant_id, code),
                            foreign key (tenant_id, parent_id) references t%%1$s (tenant_id, id),
                            foreign key (tenant_id, origin_id) references t%%2$s (tenant_id, id))', t, greatest(t - 1, 1));
                        execute format('create index on t%%s (tenant_id, parent_id)', t);
                        execute format('create index on t%%s (tenant_id, origin_id)', t);
                        perform tenancy.isolate(format('t%%s', t)::regclass);
                    end loop; end $$;
                    reset role""".formatted(from, Math.min(from + STEP - 1, tables)));
        }
        database.execute("vacuum analyze");
        return new WideSchema(database);
    }

    DataSource migrator() {
        return database.dataSource("tenancy_migrator", PASSWORD);
    }

    String url() {
        return database.jdbcUrl();
    }

    @Override
    public void close() {
        database.close();
    }
}
