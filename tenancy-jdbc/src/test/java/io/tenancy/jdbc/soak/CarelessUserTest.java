package io.tenancy.jdbc.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantContextMissingException;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.jdbc.failure.TenantSwitchException;
import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One connection between two tenants, in the hands of somebody who does not take care. */
class CarelessUserTest {
    private static Ledger ledger;
    private static Tenant ann;
    private static Tenant bob;

    @BeforeAll
    static void open() throws SQLException {
        ledger = Ledger.open(2);
        ann = ledger.tenantAt(0);
        bob = ledger.tenantAt(1);
    }

    @AfterAll
    static void closeAll() {
        ledger.close();
    }

    private static Connection connect() throws SQLException {
        return TenantDataSource.wrap(ledger.app()).getConnection();
    }

    private static String owners(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return text(statement, "select string_agg(distinct owner, ',') from entry");
        }
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select owner from entry",
                "select \"entry_count\"()",
                "select * from pg_catalog.pg_class c, entry limit 1",
                "select owner from information_schema.tables, entry"
            })
    void aTransactionIsNoUseOnceTheScopeIsClosed(String sql) throws SQLException {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            try (TenantScope scope = TenantContext.bind(ann)) {
                assertThat(owners(connection)).isEqualTo(ann.id().toString());
            }
            assertThatThrownBy(() -> execute(connection, sql)).hasCauseInstanceOf(TenantContextMissingException.class);
            assertThatThrownBy(() -> connection.prepareStatement(sql).executeQuery())
                    .hasCauseInstanceOf(TenantContextMissingException.class);
            connection.rollback();
        }
    }

    @Test
    void aTransactionBelongsToItsTenantEvenIfTheFirstStatementFails() throws SQLException {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            Savepoint before = connection.setSavepoint();
            try (TenantScope scope = TenantContext.bind(ann)) {
                assertThatThrownBy(() -> execute(connection, "select 1/0 from entry"))
                        .hasMessageContaining("division by zero");
                connection.rollback(before);
            }
            assertThatThrownBy(() -> execute(connection, "select * from pg_catalog.pg_class, entry"))
                    .hasCauseInstanceOf(TenantContextMissingException.class);
            try (TenantScope scope = TenantContext.bind(bob)) {
                assertThatThrownBy(() -> owners(connection)).hasCauseInstanceOf(TenantSwitchException.class);
            }
            connection.rollback();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"setAutoCommit", "commit", "rollback"})
    void aTextualTransactionStaysWithItsTenant(String call) throws SQLException {
        try (Connection connection = connect()) {
            try (TenantScope scope = TenantContext.bind(ann)) {
                execute(connection, "begin");
                assertThat(owners(connection)).isEqualTo(ann.id().toString());
            }
            switch (call) {
                case "setAutoCommit" -> connection.setAutoCommit(false);
                case "commit" -> assertThatThrownBy(connection::commit).hasMessageContaining("autoCommit");
                default -> assertThatThrownBy(connection::rollback).hasMessageContaining("autoCommit");
            }
            try (TenantScope scope = TenantContext.bind(bob)) {
                assertThatThrownBy(() -> owners(connection)).hasCauseInstanceOf(TenantSwitchException.class);
            }
        }
    }

    @Test
    void aStatementKeptBeyondItsConnectionDoesNotSwitchTheNextBorrowersTenant() throws SQLException {
        try (Connection physical = ledger.app().getConnection()) {
            TenantDataSource source = TenantDataSource.wrap(CarelessPool.over(physical));
            Connection first = source.getConnection();
            PreparedStatement prepared = first.prepareStatement("select owner from entry");
            Statement plain = first.createStatement();
            first.close();
            try (Connection second = source.getConnection()) {
                second.setAutoCommit(false);
                try (TenantScope scope = TenantContext.bind(bob)) {
                    assertThat(owners(second)).isEqualTo(bob.id().toString());
                    try (TenantScope nested = TenantContext.bind(ann)) {
                        assertThatThrownBy(prepared::executeQuery).isInstanceOf(SQLException.class);
                        assertThatThrownBy(() -> plain.execute("select owner from entry"))
                                .isInstanceOf(SQLException.class);
                    }
                    assertThat(owners(second)).isEqualTo(bob.id().toString());
                }
            }
        }
    }

    @Test
    void aTransactionThatCannotBeRolledBackIsNotHandedOn() throws SQLException {
        try (Connection physical = ledger.app().getConnection()) {
            TenantDataSource source = TenantDataSource.wrap(CarelessPool.over(CarelessPool.withoutRollback(physical)));
            Connection connection = source.getConnection();
            connection.setAutoCommit(false);
            try (TenantScope scope = TenantContext.bind(ann)) {
                assertThat(owners(connection)).isEqualTo(ann.id().toString());
            }
            assertThatThrownBy(connection::close).hasMessageContaining("does not exist");
            assertThat(physical.isClosed()).isTrue();
        }
    }

    @Test
    void anotherThreadCannotChangeTheTenantBetweenDecisionAndExecution() throws Exception {
        String sql = "select owner from entry where id > 0";
        AtomicReference<Thread> intruder = new AtomicReference<>();
        AtomicReference<Connection> shared = new AtomicReference<>();
        try (Connection physical = ledger.app().getConnection()) {
            Connection interrupted = CarelessPool.interrupted(physical, sql, () -> {
                intruder.set(new Thread(() -> commitAndReadAsBob(shared.get())));
                intruder.get().start();
                join(intruder.get(), 300); // held up by the lock, it ends only after the statement
            });
            shared.set(TenantDataSource.wrap(CarelessPool.over(interrupted)).getConnection());
            shared.get().setAutoCommit(false);
            try (TenantScope scope = TenantContext.bind(ann)) {
                assertThat(owners(shared.get())).isEqualTo(ann.id().toString());
                try (PreparedStatement statement = shared.get().prepareStatement(sql);
                        ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        assertThat(rows.getString(1)).isEqualTo(ann.id().toString());
                    }
                }
            }
            join(intruder.get(), 10_000);
            shared.get().rollback();
        }
    }

    private static void commitAndReadAsBob(Connection connection) {
        try (TenantScope scope = TenantContext.bind(bob)) {
            connection.commit();
            owners(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(Thread thread, long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aConnectionHandedOutTwiceIsOneTransactionForBoth() throws SQLException {
        try (Connection physical = ledger.app().getConnection()) {
            TenantDataSource source = TenantDataSource.wrap(CarelessPool.over(physical));
            Connection first = source.getConnection();
            Connection second = source.getConnection();
            first.setAutoCommit(false);
            try (TenantScope scope = TenantContext.bind(ann)) {
                assertThat(owners(first)).isEqualTo(ann.id().toString());
            }
            try (TenantScope scope = TenantContext.bind(bob)) {
                assertThatThrownBy(() -> owners(second)).hasCauseInstanceOf(TenantSwitchException.class);
            }
            try (TenantScope scope = TenantContext.bind(ann)) {
                assertThat(owners(first)).isEqualTo(ann.id().toString());
            }
            first.rollback();
        }
    }
}
