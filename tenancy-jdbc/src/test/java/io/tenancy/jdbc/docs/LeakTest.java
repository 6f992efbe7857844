package io.tenancy.jdbc.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.tenancy.jdbc.testing.TenancyDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What goes wrong without Tenancy. The leaks of the README, shown to be leaks. */
class LeakTest {
    private static TenancyDatabase database;
    private static HikariDataSource pool;
    private static JdbcTemplate jdbc;

    @BeforeAll
    static void twoClinicsInOneTable() throws Exception {
        database = TenancyDatabase.empty();
        TenancyDatabase.run(
                database.superuser(),
                "do $$ begin create role clinic_app login password 'not-a-secret';"
                        + " exception when duplicate_object then null; end $$",
                "create table patient (tenant_id text not null, name text not null)",
                "insert into patient values ('acme', 'Ann'), ('birch', 'Anna')",
                "create table chart (tenant_id text not null, name text not null)",
                "insert into chart values ('acme', 'Ann'), ('birch', 'Anna')",
                "alter table chart enable row level security",
                "create policy own on chart using (tenant_id = current_setting('app.tenant', true))",
                "grant select on patient, chart to clinic_app");
        pool = Clinic.pool(database.as("clinic_app"), 1);
        jdbc = new JdbcTemplate(pool);
    }

    @AfterAll
    static void closeAll() {
        pool.close();
        database.close();
    }

    @Test
    void aForgottenWhereShowsEverybodysPatients() {
        // snippet: forgotten
        // 200 queries say "where tenant_id = ?". This one was written on a Friday:
        var names = jdbc.queryForList("select name from patient where name like 'Ann%'", String.class);
        assertThat(names).contains("Ann", "Anna"); // acme's Ann, and birch's Anna: a breach, and no test was red
        // end
    }

    @Test
    void aSessionSettingStaysOnThePooledConnection() {
        // snippet: session-set
        jdbc.execute("set app.tenant = 'acme'"); // a request of acme; the connection goes back to the pool
        var names = jdbc.queryForList("select name from chart", String.class); // the next request, of birch
        assertThat(names).containsExactly("Ann"); // it sees acme's chart, row level security and all
        // end
    }
}
