package io.tenancy.jdbc;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.config.ConnectionNotConfiguredException;
import io.tenancy.config.TenancyConfig;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantContextMissingException;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.failure.TenantSwitchException;
import io.tenancy.jdbc.failure.TenantViolationException;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The front door, over a real control plane, as the real roles. */
class JdbcTenancyTest {
    private static final Tenant NORTH = tenant(1, "north");
    private static final Tenant SOUTH = tenant(2, "south");
    private static final Attribution ANNA = new Attribution("ops:anna", "monthly count");
    private static final Instant NOON = Instant.parse("2026-03-29T12:00:00.123456Z");

    private static TenancyDatabase database;
    private static JdbcTenancy tenancy;

    private static Tenant tenant(int number, String key) {
        return Tenant.active(TenantId.of(new UUID(0x0192_0000_0000_7000L, number)), TenantKey.of(key));
    }

    @BeforeAll
    static void open() throws SQLException {
        database = TenancyDatabase.create();
        run(
                database.migrator(),
                "create table patient (tenant_id uuid, id int, name text not null, primary key (tenant_id, id))",
                "select tenancy.isolate('patient')",
                "insert into patient values ('" + NORTH.id() + "', 1, 'Nora'), ('" + SOUTH.id() + "', 1, 'Sol'), ('"
                        + SOUTH.id() + "', 2, 'Sam')");
        tenancy = JdbcTenancy.builder()
                .app(database.app())
                .admin(database.admin())
                .clock(Clock.fixed(NOON, ZoneOffset.UTC))
                .build();
    }

    @AfterAll
    static void closeAll() {
        tenancy.close();
        database.close();
    }

    @Test
    void everyStatementSeesTheBoundTenantOnly() {
        for (int i = 0; i < 12; i++) {
            try (TenantScope scope = TenantContext.bind(NORTH)) {
                assertThat(tenancy.dsl().fetchValues("select name from patient"))
                        .isEqualTo(List.of("Nora"));
            }
            try (TenantScope scope = TenantContext.bind(SOUTH)) {
                assertThat(tenancy.<List<?>, RuntimeException>inTransaction(
                                tx -> tx.dsl().fetchValues("select name from patient order by id")))
                        .isEqualTo(List.of("Sol", "Sam"));
            }
        }
    }

    @Test
    void returnCommitsAndAnythingThrownRollsBackAndPassesThrough() throws Exception {
        try (TenantScope scope = TenantContext.bind(NORTH)) {
            tenancy.useTransaction(
                    tx -> assertThat(tx.dsl().execute("insert into patient (id, name) values (7, 'kept')"))
                            .isEqualTo(1));
            IOException thrown = new IOException("checked");
            assertThatThrownBy(() -> tenancy.useTransaction(tx -> {
                        assertThat(tx.dsl().execute("delete from patient")).isEqualTo(2);
                        throw thrown;
                    }))
                    .isSameAs(thrown);
            SQLException sql = new SQLException("the work's own");
            assertThatThrownBy(() -> tenancy.useTransaction(tx -> {
                        throw sql;
                    }))
                    .isSameAs(sql);
            assertThat(tenancy.dsl().fetchValues("select id from patient order by id"))
                    .isEqualTo(List.of(1, 7));
            assertThat(tenancy.dsl().execute("delete from patient where id = ?", 7))
                    .isEqualTo(1);
        }
    }

    @Test
    void ourOwnReasonsAreUnchecked() {
        assertThatThrownBy(() -> tenancy.inTransaction(tx -> 1)).isInstanceOf(TenantContextMissingException.class);
        assertThatThrownBy(() -> tenancy.dsl().fetch("select * from patient"))
                .isInstanceOf(TenantContextMissingException.class);
        try (TenantScope scope = TenantContext.bind(NORTH)) {
            assertThatThrownBy(() -> tenancy.dsl()
                            .execute(
                                    "insert into patient values (?, 9, 'stolen')",
                                    SOUTH.id().value()))
                    .isInstanceOfSatisfying(
                            TenantViolationException.class,
                            e -> assertThat(e.getMessage())
                                    .contains("TENANT_VIOLATION", "north")
                                    .doesNotContain("stolen"));
            assertThatThrownBy(() -> tenancy.useTransaction(tx -> {
                        tx.dsl().fetch("select * from patient");
                        try (TenantScope inner = TenantContext.bind(SOUTH)) {
                            tx.dsl().fetch("select * from patient");
                        }
                    }))
                    .isInstanceOf(TenantSwitchException.class);
            assertThatThrownBy(() -> tenancy.dsl().fetch("select * from nothing"))
                    .isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    void nestedJooqTransactionsUseSavepoints() {
        try (TenantScope scope = TenantContext.bind(NORTH)) {
            tenancy.useTransaction(tx -> {
                assertThatThrownBy(() -> tx.dsl().transaction(nested -> {
                            assertThat(nested.dsl().execute("delete from patient"))
                                    .isEqualTo(1);
                            throw new IllegalStateException("undo");
                        }))
                        .isInstanceOf(IllegalStateException.class);
                assertThat(tx.dsl().fetchValues("select name from patient")).isEqualTo(List.of("Nora"));
            });
        }
    }

    @Test
    void adminWorkSeesEveryTenantAndIsWrittenDownFirst() throws SQLException {
        long count = tenancy.<Long, RuntimeException>inAdminTransaction(
                ANNA, tx -> tx.dsl().fetchOne("select count(*) from patient").into(Long.class));
        assertThat(count).isEqualTo(3);
        assertThat(ask(
                        database.admin(),
                        "select concat_ws('|', actor, reason, action, changed_at at time zone 'UTC', login)"
                                + " from tenancy.registry_change where action = 'admin.transaction' and changed_at = '"
                                + NOON + "'"))
                .containsExactly("ops:anna|monthly count|admin.transaction|2026-03-29 12:00:00.123456|tenancy_admin");
    }

    @Test
    void theApplicationCannotWriteTheTrail() {
        assertThatThrownBy(() -> ask(database.app(), "select tenancy.record_admin_access('x', 'y', now())::text"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void anUnsafeLoginIsRefusedAtTheDoor() {
        assertThatThrownBy(() -> JdbcTenancy.builder().app(database.superuser()).build())
                .isInstanceOfSatisfying(
                        TenancyException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ROLE_UNSAFE));
        assertThatThrownBy(() -> JdbcTenancy.builder().app(database.migrator()).build())
                .isInstanceOfSatisfying(
                        TenancyException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ROLE_UNSAFE));
        try (TenancyDatabase empty = TenancyDatabase.empty()) {
            assertThatThrownBy(() -> JdbcTenancy.builder().app(empty.app()).build())
                    .isInstanceOfSatisfying(
                            TenancyException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONTROL_PLANE_MISSING));
        }
    }

    @Test
    void opensItsPoolsFromTheConfiguration() {
        String url = ((PGSimpleDataSource) database.app()).getUrl();
        Map<String, String> environment = Map.of(
                "TENANCY_APP_URL",
                url,
                "TENANCY_APP_PASSWORD",
                TenancyDatabase.PASSWORD,
                "TENANCY_ADMIN_URL",
                url,
                "TENANCY_ADMIN_PASSWORD",
                TenancyDatabase.PASSWORD);
        try (JdbcTenancy opened = JdbcTenancy.open(TenancyConfig.fromEnvironment(environment));
                TenantScope scope = TenantContext.bind(SOUTH)) {
            assertThat(opened.dsl().fetchValues("select name from patient order by id"))
                    .isEqualTo(List.of("Sol", "Sam"));
            assertThat(opened.<Long, RuntimeException>inAdminTransaction(
                            ANNA,
                            tx -> tx.dsl()
                                    .fetchOne("select count(*) from patient")
                                    .into(Long.class)))
                    .isEqualTo(3);
        }
        assertThatThrownBy(() -> JdbcTenancy.open(TenancyConfig.fromEnvironment(Map.of())))
                .isInstanceOf(ConnectionNotConfiguredException.class);
    }

    @Test
    void withoutAdminConnectionAdminWorkIsRefused() {
        try (JdbcTenancy plain = JdbcTenancy.builder().app(database.app()).build()) {
            assertThatThrownBy(() -> plain.inAdminTransaction(ANNA, tx -> 1))
                    .isInstanceOf(ConnectionNotConfiguredException.class);
        }
    }
}
