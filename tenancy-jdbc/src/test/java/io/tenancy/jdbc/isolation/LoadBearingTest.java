package io.tenancy.jdbc.isolation;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static io.tenancy.jdbc.testing.TenancyDatabase.runAs;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.jdbc.testing.TenancyDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A set of attacks of which none gets through, and for each protection the attack that gets through without it. Take a protection
 * out of tenancy.isolate and the first test fails; make an attack blunt and the second one does.
 */
class LoadBearingTest extends IsolationFixture {
    private static final String OWN = "'" + NORTH + "'";
    private static final String FOREIGN = "'" + SOUTH + "'";

    @BeforeEach
    void tables() throws SQLException {
        run(
                database.superuser(),
                "drop schema public cascade",
                "create schema public authorization pg_database_owner",
                "grant usage on schema public to public",
                "grant usage, create on schema public to tenancy_owner");
        run(
                database.migrator(),
                "create table clinic (tenant_id uuid not null, id int, primary key (tenant_id, id))",
                "create table patient (tenant_id uuid not null, id int, clinic_id int, primary key (tenant_id, id),"
                        + " constraint patient_clinic foreign key (tenant_id, clinic_id) references clinic (tenant_id, id) on delete cascade)",
                "create table event (tenant_id uuid not null, id int) partition by hash (tenant_id)",
                "create table event_0 partition of event for values with (modulus 1, remainder 0)",
                "create view names with (security_invoker = true) as select * from patient",
                "select tenancy.isolate('clinic')",
                "select tenancy.isolate('patient')",
                "select tenancy.isolate('event')",
                "select tenancy.hand_over()",
                "grant select on names to tenancy_app",
                "insert into clinic values (" + OWN + ", 1), (" + FOREIGN + ", 2)",
                "insert into patient values (" + OWN + ", 1, 1), (" + FOREIGN + ", 2, 2)",
                "insert into event values (" + OWN + ", 1), (" + FOREIGN + ", 2)");
    }

    private interface Attack {
        /** Whether it got through. */
        boolean made() throws SQLException;
    }

    private static final Map<String, Attack> ATTACKS = Map.ofEntries(
            Map.entry("read", () -> sees("select count(*) from patient where tenant_id = " + FOREIGN)),
            Map.entry("insert", () -> changes("insert into patient values (" + FOREIGN + ", 7, 2)")),
            Map.entry(
                    "move",
                    () -> changes(
                            "update patient set tenant_id = " + FOREIGN + ", id = 8, clinic_id = 2 where id = 1")),
            Map.entry("delete", () -> changes("delete from patient where tenant_id = " + FOREIGN)),
            Map.entry("truncate", () -> works("truncate patient")),
            Map.entry("partition", () -> sees("select count(*) from event_0 where tenant_id = " + FOREIGN)),
            Map.entry("view", () -> sees("select count(*) from names where tenant_id = " + FOREIGN)),
            Map.entry("policy", () -> works("create policy mine on patient to tenancy_app using (true)")),
            Map.entry("disable", () -> works("alter table patient disable row level security")),
            Map.entry("owner", LoadBearingTest::ownerSees),
            Map.entry("reference", () -> changes("insert into patient values (" + OWN + ", 9, 2)")));

    private static boolean sees(String count) throws SQLException {
        return attempt(count, true);
    }

    private static boolean changes(String sql) throws SQLException {
        return attempt(sql, true);
    }

    private static boolean works(String sql) throws SQLException {
        return attempt(sql, false);
    }

    /** As north, rolled back; a refusal is no success. */
    private static boolean attempt(String sql, boolean counted) throws SQLException {
        try (Connection connection = database.app().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select set_config('tenancy.tenant_id', " + OWN + ", true)");
            try {
                boolean rows = statement.execute(sql);
                if (!counted) {
                    return true;
                }
                if (!rows) {
                    return statement.getUpdateCount() > 0;
                }
                try (ResultSet result = statement.getResultSet()) {
                    return result.next() && result.getLong(1) > 0;
                }
            } catch (SQLException e) {
                assertThat(e.getSQLState()).as(sql).isIn("42501", "23503", "42710");
                return false;
            } finally {
                connection.rollback();
            }
        }
    }

    private static boolean ownerSees() throws SQLException {
        try (Connection connection = database.superuser().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set role tenancy_owner");
            try (ResultSet result = statement.executeQuery("select count(*) from patient")) {
                return result.next() && result.getLong(1) > 0;
            }
        }
    }

    private static Set<String> leaks() throws SQLException {
        Set<String> leaks = new LinkedHashSet<>();
        for (var attack : ATTACKS.entrySet()) {
            if (attack.getValue().made()) {
                leaks.add(attack.getKey());
            }
        }
        return leaks;
    }

    @Test
    void noAttackGetsThrough() throws SQLException {
        assertThat(leaks()).isEmpty();
        assertThat(runAs(database.app(), NORTH, "update patient set clinic_id = 1"))
                .isOne();
        assertThat(ask(database.admin(), "select count(*) from patient")).containsExactly("2");
    }

    @ParameterizedTest(name = "without {0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            FORCE                 | alter table patient no force row level security                              | owner
            row level security    | alter table patient disable row level security                               | read delete insert move view owner
            RESTRICTIVE floor     | drop policy tenancy_floor on patient; create policy careless on patient for select to tenancy_app using (true) | read view
            WITH CHECK            | alter policy tenancy_floor on patient with check (true); alter policy tenancy_base on patient with check (true) | insert
            composite key         | alter table patient drop constraint patient_clinic; alter table clinic add unique (id); alter table patient add foreign key (clinic_id) references clinic (id) | reference
            TRUNCATE kept back    | grant truncate on patient to tenancy_app                                     | truncate
            partition kept back   | alter table event_0 disable row level security; grant select on event_0 to tenancy_app | partition
            security_invoker      | alter view names set (security_invoker = false); alter view names owner to tenancy_migrator | view
            role without BYPASSRLS| alter role tenancy_app bypassrls                                             | read
            role owning nothing   | grant tenancy_owner to tenancy_app                                           | policy disable
            """)
    void eachProtectionIsLoadBearing(String protection, String withoutIt, String expected) throws SQLException {
        run(database.superuser(), withoutIt.split(";"));
        try {
            assertThat(leaks()).as(protection).contains(expected.split(" "));
        } finally {
            run(database.superuser(), "alter role tenancy_app nobypassrls");
            TenancyDatabase.run(database.superuser(), "revoke tenancy_owner from tenancy_app");
        }
    }

    @Test
    void floorHoldsAgainstACarelessPolicyThatSomebodyAdds() throws SQLException {
        run(database.superuser(), "create policy careless on patient for select to tenancy_app using (true)");
        assertThat(leaks()).isEmpty();
    }
}
