package io.tenancy.jdbc.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.failure.ProtectedContextException;
import io.tenancy.jdbc.failure.TenantSqlException;
import io.tenancy.jdbc.failure.TenantSwitchException;
import io.tenancy.jdbc.hook.CommitStatement;
import io.tenancy.jdbc.hook.TransactionHooks;
import io.tenancy.jdbc.internal.transaction.SavepointTransactions;
import io.tenancy.testing.support.WireCount;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultConnectionProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that ride with COMMIT, and what happens after a transaction's end. */
class CommitRideTest {
    private static final int EXECUTIONS = 12;
    private static Notebook notebook;

    private final List<String> told = new ArrayList<>();
    private final String mine = UUID.randomUUID().toString();
    private TenantScope scope;
    private Connection connection;

    @BeforeAll
    static void open() {
        notebook = Notebook.open();
    }

    @AfterAll
    static void closeAll() {
        notebook.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        scope = TenantContext.bind(Notebook.ANN);
        connection = notebook.tenants().getConnection();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
        scope.close();
    }

    private TransactionHooks hooks() throws SQLException {
        return connection.unwrap(TransactionHooks.class);
    }

    private void ride() throws SQLException {
        hooks().atCommit(CommitStatement.of("insert into note (body) values (?)", mine));
        hooks().afterCommit(() -> told.add("committed"));
        hooks().afterRollback(() -> told.add("rolled back"));
    }

    private long written() throws SQLException {
        return notebook.count("body = '" + mine + "' and tenant_id = '" + Notebook.ANN.id() + "'");
    }

    private void work() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select count(*) from note");
        }
    }

    @Test
    void ridingCostsNoRoundTrip() throws Exception {
        for (int i = 1; i <= EXECUTIONS; i++) {
            WireCount count = notebook.proxy.measure(() -> {
                work();
                ride();
                ride();
                connection.commit();
            });
            assertThat(count.roundTrips()).as(count.trace()).isEqualTo(2);
            assertThat(written()).isEqualTo(2L * i);
        }
    }

    @Test
    void transactionOfNothingElseTakesOneRoundTrip() throws Exception {
        for (int i = 1; i <= EXECUTIONS; i++) {
            WireCount count = notebook.proxy.measure(() -> {
                ride();
                connection.commit();
            });
            assertThat(count.roundTrips()).as(count.trace()).isEqualTo(1);
            assertThat(written()).isEqualTo(i);
        }
        assertThat(told).hasSize(EXECUTIONS).containsOnly("committed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"prepareThreshold=-1", "preferQueryMode=simple", "prepareThreshold=1", "stringtype=unspecified"})
    void ridesUnderEveryDriverSetting(String setting) throws SQLException {
        connection.close();
        connection = notebook.tenants(setting).getConnection();
        connection.setAutoCommit(false);
        for (int i = 1; i <= EXECUTIONS; i++) {
            if (i % 2 == 0) {
                work();
            }
            ride();
            connection.commit();
            assertThat(written()).isEqualTo(i);
        }
    }

    @Test
    void everyKindOfValueArrives() throws SQLException {
        hooks().atCommit(CommitStatement.of(
                "insert into note (body) select ? where ?::int = 7 and ?::bigint = 8 and ?::boolean and ?::uuid is not null"
                        + " and convert_from(?, 'UTF8') = 'x' and ?::timestamptz is null",
                mine,
                7,
                8L,
                true,
                UUID.randomUUID(),
                new byte[] {'x'},
                null));
        connection.commit();
        assertThat(written()).isEqualTo(1);
    }

    @Test
    void whatFailsTakesTheTransactionWithIt() throws SQLException {
        for (int i = 0; i < EXECUTIONS; i++) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("insert into note (body) values ('" + mine + "')");
            }
            ride();
            hooks().atCommit(CommitStatement.of("select 1 / 0"));
            assertThatThrownBy(connection::commit)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("zero");
        }
        assertThat(written()).isZero();
        assertThat(told).hasSize(EXECUTIONS).containsOnly("rolled back");
        work();
        connection.commit();
        assertThat(told).hasSize(EXECUTIONS);
    }

    @Test
    void refusalIsToldInTheWordsOfWhoQueued() throws SQLException {
        hooks().atCommit(CommitStatement.of("select 1 / 0")
                .refusedAs(failure -> failure.getSQLState().equals("22012")
                        ? new io.tenancy.TenancyException(
                                io.tenancy.ErrorCode.INTERNAL, "Divided", "Do not", java.util.Map.of(), failure)
                        : null));
        assertThatExceptionOfType(TenantSqlException.class)
                .isThrownBy(connection::commit)
                .satisfies(e -> assertThat(e.reason()).hasMessageContaining("Divided"));
    }

    @Test
    void rowOfAnotherTenantIsRefusedAtCommit() throws SQLException {
        hooks().atCommit(CommitStatement.of(
                "insert into note (tenant_id, body) values (?, ?)",
                Notebook.BOB.id().value(),
                mine));
        assertThatThrownBy(connection::commit).isInstanceOf(TenantSqlException.class);
        assertThat(notebook.count("body = '" + mine + "'")).isZero();
    }

    @Test
    void rollbackForgetsWhatRides() throws SQLException {
        ride();
        connection.rollback();
        connection.commit();
        work();
        connection.commit();
        assertThat(written()).isZero();
        assertThat(told).containsExactly("rolled back");
    }

    @Test
    void closingForgetsWhatRides() throws SQLException {
        work();
        ride();
        connection.close();
        assertThat(written()).isZero();
        assertThat(told).containsExactly("rolled back");
    }

    @Test
    void rollbackToASavepointTakesBackWhatCameAfterIt() throws SQLException {
        work();
        ride();
        Savepoint savepoint = connection.setSavepoint();
        hooks().atCommit(CommitStatement.of("select 1 / 0"));
        hooks().afterRollback(() -> told.add("part"));
        hooks().afterCommit(() -> told.add("never"));
        connection.rollback(savepoint);
        assertThat(told).containsExactly("part");
        connection.commit();
        assertThat(written()).isEqualTo(1);
        assertThat(told).containsExactly("part", "committed");
    }

    @Test
    void whatJooqCallsATransactionIsASavepointInOne() throws SQLException {
        DSLContext dsl = DSL.using(new DefaultConfiguration()
                .set(SQLDialect.POSTGRES)
                .set(new DefaultConnectionProvider(connection))
                .set(new SavepointTransactions(connection)));
        dsl.execute("insert into note (body) values (?)", mine);
        ride();
        assertThatIllegalStateException()
                .isThrownBy(() -> dsl.transaction(inner -> {
                    inner.dsl().execute("insert into note (body) values (?)", mine);
                    ride();
                    throw new IllegalStateException("only the inner one");
                }));
        assertThat(told).containsExactly("rolled back");
        dsl.transaction(inner -> {
            inner.dsl().execute("insert into note (body) values (?)", mine);
            assertThatIllegalStateException()
                    .isThrownBy(() -> inner.dsl().transaction(innermost -> {
                        innermost.dsl().execute("insert into note (body) values (?)", mine);
                        throw new IllegalStateException("only the innermost one");
                    }));
        });
        assertThat(written()).isZero(); // nothing was committed by the inner ones
        connection.commit();
        assertThat(written()).isEqualTo(3);
        assertThat(told).containsExactly("rolled back", "committed");
    }

    @Test
    void endsThatAreSentAsTextCount() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            work();
            ride();
            statement.execute("commit");
            assertThat(written()).isEqualTo(1);
            work();
            ride();
            statement.execute("rollback");
            assertThat(written()).isEqualTo(1);
            statement.execute("savepoint here");
            work();
            ride();
            assertThatExceptionOfType(TenantSqlException.class)
                    .isThrownBy(() -> statement.execute("rollback to here"))
                    .satisfies(e -> assertThat(e.reason()).isInstanceOf(ProtectedContextException.class));
        }
        assertThat(told).containsExactly("committed", "rolled back");
    }

    @Test
    void turningAutocommitOnCommitsWithWhatRides() throws SQLException {
        ride();
        connection.setAutoCommit(true);
        assertThat(written()).isEqualTo(1);
        assertThat(told).containsExactly("committed");
    }

    @Test
    void nothingRidesWithoutATransaction() throws SQLException {
        connection.setAutoCommit(true);
        TransactionHooks hooks = hooks();
        CommitStatement statement = CommitStatement.of("select 1");
        assertThatIllegalStateException().isThrownBy(() -> hooks.atCommit(statement));
        assertThatIllegalStateException().isThrownBy(() -> hooks.afterCommit(() -> {}));
    }

    @Test
    void twoTenantsDoNotRideTogether() throws SQLException {
        TransactionHooks hooks = hooks();
        ride();
        try (TenantScope other = TenantContext.bind(Notebook.BOB)) {
            CommitStatement statement = CommitStatement.of("select 1");
            assertThatExceptionOfType(TenantSwitchException.class).isThrownBy(() -> hooks.atCommit(statement));
            assertThatExceptionOfType(TenantSqlException.class).isThrownBy(this::work);
        }
        connection.commit();
        assertThat(written()).isEqualTo(1);
    }

    @Test
    void commitOutsideTheScopeKeepsTheTenantOfTheTransaction() throws SQLException {
        work();
        ride();
        scope.close();
        connection.commit();
        scope = TenantContext.bind(Notebook.ANN);
        assertThat(written()).isEqualTo(1);
    }
}
