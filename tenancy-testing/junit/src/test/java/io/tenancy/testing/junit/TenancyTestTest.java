package io.tenancy.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Uses the annotations as an application does. */
@TenancyTest(migrations = "classpath:db/migration")
@AsTenant("acme")
class TenancyTestTest {
    private final DataSource dataSource;

    TenancyTestTest(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @BeforeEach
    @AfterEach
    void lifeCycleMethodsWorkForTheTenantToo(Tenant tenant) {
        assertThat(TenantContext.required().tenant()).isEqualTo(tenant);
    }

    @Test
    void theTenantOfTheClassIsBoundAndActive(Tenant tenant) {
        assertThat(tenant.key()).isEqualTo(TenantKey.of("acme"));
        assertThat(tenant.requireActive()).isEqualTo(tenant);
    }

    @Test
    @AsTenant("globex")
    void theOneOfTheMethodGoesBefore(Tenant tenant) {
        assertThat(tenant.key()).isEqualTo(TenantKey.of("globex"));
    }

    @Test
    void aTenantSeesItsOwnRowsOnlyAlthoughTheTableHoldsOthers(
            TestDatabase everything, TenantRegistry registry, JdbcTenancy tenancy) throws SQLException {
        write("ours");
        Tenant other = registry.create(TenantKey.of("initech"), "Initech", new Attribution("test", "has rows too"));
        try (TenantScope scope = TenantContext.bind(other)) {
            write("theirs");
            assertThat(count(dataSource, "select count(*) from note where title = 'ours'"))
                    .isZero();
        }
        assertThat(count(dataSource, "select count(*) from note where title = 'theirs'"))
                .isZero();
        assertThat(count(dataSource, "select count(*) from note where title = 'ours'"))
                .isPositive();
        assertThat(count(everything.dataSource(), "select count(distinct tenant_id) from note"))
                .isGreaterThan(1);
        assertThat(tenancy.<Long, SQLException>inTransaction(
                        tx -> count(tx.connection(), "select count(*) from note where title = 'theirs'")))
                .isZero();
    }

    private void write(String title) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "insert into note (id, title, content, written_at) values (?, ?, ?, ?::timestamptz)")) {
            statement.setObject(1, UUID.randomUUID());
            statement.setString(2, title);
            statement.setBytes(3, new byte[] {0, 1, (byte) 0xff, '\\'});
            statement.setString(4, "2026-11-20T00:00:00Z");
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void hostileSettingsReachTheSessionAndValuesSurviveThem(TenantDataSource tenantBound) throws SQLException {
        assertThat(settings(tenantBound))
                .containsEntry("IntervalStyle", "sql_standard")
                .containsEntry("bytea_output", "escape")
                .containsEntry("search_path", "nowhere, public");
        write("hostile");
        try (Connection connection = tenantBound.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select content, written_at from note where title = 'hostile'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getBytes(1)).containsExactly(0, 1, 0xff, '\\');
            assertThat(rows.getTimestamp(2).toInstant()).isEqualTo(Instant.parse("2026-11-20T00:00:00Z"));
        }
    }

    private static Map<String, String> settings(DataSource source) throws SQLException {
        Map<String, String> settings = new TreeMap<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select name, setting from pg_settings")) {
            while (rows.next()) {
                settings.put(rows.getString(1), rows.getString(2));
            }
        }
        return settings;
    }

    @Test
    void theCopyHasTheGrantsOfAnInstalledDatabase(TestDatabase everything) throws SQLException {
        assertThat(count(
                        everything.dataSource(),
                        "select count(*) where has_database_privilege('tenancy_app', current_database(), 'TEMP')"))
                .isZero();
    }

    @Test
    void withTheContextHiddenNothingIsSent() throws SQLException {
        try (TenantScope nobody = TenantContext.suspend()) {
            assertThatThrownBy(() -> count(dataSource, "select count(*) from note"))
                    .isInstanceOf(SQLException.class);
        }
    }

    private static long count(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return count(connection, sql);
        }
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Nested
    @AsTenant("hooli")
    class NestedInside {
        @Test
        void sharesTheDatabaseAndMayHaveATenantOfItsOwn(DataSource inner, Tenant tenant) {
            assertThat(inner).isSameAs(dataSource);
            assertThat(tenant.key()).isEqualTo(TenantKey.of("hooli"));
        }
    }
}
