package io.tenancy.jdbc.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.authorization.Principal;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantContextMissingException;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.jdbc.failure.DatabasePrivilegeException;
import io.tenancy.jdbc.failure.ProtectedContextException;
import io.tenancy.jdbc.failure.TenantSqlException;
import io.tenancy.jdbc.failure.TenantSwitchException;
import io.tenancy.testing.support.WireCount;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** When the context is there, when it is gone, and what is refused. */
class ContextLifeTest {
    private static Notebook notebook;
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
        connection = notebook.tenants().getConnection();
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    private long rows() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from note where body like 'ann %'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void nothingBoundIsRefusedBeforeTheWire() throws Exception {
        WireCount count = notebook.proxy.measure(() -> {
            assertThatThrownBy(this::rows).isInstanceOfSatisfying(TenantSqlException.class, e -> {
                assertThat(e.getSQLState()).isEqualTo("TC001");
                assertThat(e.reason()).isInstanceOf(TenantContextMissingException.class);
            });
            try (PreparedStatement statement = connection.prepareStatement("select ? from note")) {
                statement.setInt(1, 1);
                assertThatThrownBy(statement::executeQuery).hasCauseInstanceOf(TenantContextMissingException.class);
                statement.addBatch();
                assertThatThrownBy(statement::executeBatch).hasCauseInstanceOf(TenantContextMissingException.class);
            }
            try (var call = connection.prepareCall("{call my_notes()}")) {
                assertThatThrownBy(call::execute).hasCauseInstanceOf(TenantContextMissingException.class);
            }
        });
        assertThat(count.roundTrips()).isZero();
    }

    @Test
    void controlStatementsNeedNoTenant() throws SQLException {
        execute("set application_name = 'x'");
        execute("show application_name");
        execute("begin");
        execute("savepoint a");
        execute("rollback to savepoint a");
        execute("rollback");
        execute("reset application_name");
        execute(" ; ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "select version()",
                "SELECT CURRENT_SCHEMA(), now() -- probe",
                "select * from information_schema.sequences",
                "select c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace limit 1"
            })
    void questionsAboutTheServerNeedNoTenant(String sql) throws SQLException {
        execute(sql);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1 from note",
                "select my_notes()",
                "select * from information_schema.tables t join note on true",
                "select * from \"note\"",
                "select (select count(*) from note)",
                "select 1; select * from note",
                "table note",
                "values ((select count(*) from note))",
                "with x as (select * from note) select * from x",
                "delete from note",
                "explain select * from note",
                "do $$ begin end $$"
            })
    void everythingElseNeedsOne(String sql) throws Exception {
        WireCount count = notebook.proxy.measure(() -> assertThatThrownBy(() -> execute(sql))
                .isInstanceOf(TenantSqlException.class)
                .hasCauseInstanceOf(TenantContextMissingException.class));
        assertThat(count.roundTrips()).isZero();
    }

    @Test
    void aQuestionReadWronglyIsStillRefusedByTheDatabase() throws SQLException {
        assertThatThrownBy(() -> execute("select * from information_schema.tables t, note"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isIn("22P02", "42704"));
    }

    @Test
    void anotherTenantInsideATransactionIsRefusedBeforeTheWire() throws Exception {
        connection.setAutoCommit(false);
        try (TenantScope outer = TenantContext.bind(Notebook.ANN)) {
            assertThat(rows()).isEqualTo(Notebook.ROWS_EACH);
            WireCount count = notebook.proxy.measure(() -> {
                try (TenantScope inner = TenantContext.bind(Notebook.BOB)) {
                    assertThatThrownBy(this::rows)
                            .isInstanceOfSatisfying(
                                    TenantSqlException.class,
                                    e -> assertThat(e.getSQLState()).isEqualTo("TC002"))
                            .hasCauseInstanceOf(TenantSwitchException.class);
                }
            });
            assertThat(count.roundTrips()).isZero();
            assertThat(rows()).isEqualTo(Notebook.ROWS_EACH);
        }
        connection.commit();
        try (TenantScope next = TenantContext.bind(Notebook.BOB)) {
            assertThat(rows()).isZero();
        }
    }

    @Test
    void anotherPrincipalOrBranchInsideATransactionIsRefused() throws SQLException {
        connection.setAutoCommit(false);
        TenantBinding ann = TenantBinding.of(Notebook.ANN);
        TenantBinding someone = ann.withPrincipal(new Principal(new UUID(7, 7), "someone"));
        try (TenantScope outer = TenantContext.bind(ann)) {
            rows();
            try (TenantScope inner = TenantContext.bind(someone)) {
                assertThatThrownBy(this::rows).hasCauseInstanceOf(TenantSwitchException.class);
            }
            try (TenantScope inner = TenantContext.bind(ann.withBranches(List.of(new UUID(1, 1))))) {
                assertThatThrownBy(this::rows).hasCauseInstanceOf(TenantSwitchException.class);
            }
        }
        connection.rollback();
    }

    @Test
    void principalAndBranchesReachTheServerAndLeaveWithTheTransaction() throws SQLException {
        UUID principal = new UUID(5, 6);
        UUID one = new UUID(1, 1);
        UUID two = new UUID(1, 2);
        TenantBinding binding = TenantBinding.of(Notebook.ANN)
                .withPrincipal(new Principal(principal, "p"))
                .withBranches(List.of(two, one));
        String expected = Notebook.ANN.id() + "|" + principal + "|" + one + "," + two;
        for (int i = 0; i < 12; i++) {
            try (TenantScope scope = TenantContext.bind(binding)) {
                assertThat(prepared("select ids()")).isEqualTo(expected);
                assertThat(plain("select ids()")).isEqualTo(expected);
            }
            try (TenantScope scope = TenantContext.bind(Notebook.ANN)) {
                assertThat(prepared("select ids()")).isEqualTo(Notebook.ANN.id() + "||");
                assertThat(plain("select ids()")).isEqualTo(Notebook.ANN.id() + "||");
            }
        }
    }

    private String prepared(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getString(1);
        }
    }

    private String plain(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void bigintTenantColumnsGetTheTenantsNumber() throws SQLException {
        try (Connection numbered =
                        TenantDataSource.wrapWithNumber(notebook.raw()).getConnection();
                TenantScope scope = TenantContext.bind(Notebook.BOB)) {
            for (int i = 0; i < 12; i++) {
                try (PreparedStatement statement =
                                numbered.prepareStatement("select string_agg(body, ',') from number_note");
                        ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    assertThat(rows.getString(1)).isEqualTo("bob");
                }
            }
        }
    }

    @Test
    void rollbackToASavepointMadeBeforeTheContextBringsItBack() throws SQLException {
        connection.setAutoCommit(false);
        try (TenantScope scope = TenantContext.bind(Notebook.ANN)) {
            for (int i = 0; i < 12; i++) {
                Savepoint before = connection.setSavepoint();
                assertThat(rows()).isEqualTo(Notebook.ROWS_EACH);
                connection.rollback(before);
                assertThat(rows()).isEqualTo(Notebook.ROWS_EACH);
                connection.commit();
                execute("savepoint before");
                assertThat(rows()).isEqualTo(Notebook.ROWS_EACH);
                execute("rollback to savepoint before");
                assertThat(rows()).isEqualTo(Notebook.ROWS_EACH);
                connection.rollback();
            }
        }
    }

    @Test
    void aFailedStatementHealsThroughASavepoint() throws SQLException {
        connection.setAutoCommit(false);
        try (TenantScope scope = TenantContext.bind(Notebook.ANN)) {
            Savepoint before = connection.setSavepoint();
            assertThatThrownBy(() -> execute("select 1/0 from note")).hasMessageContaining("division by zero");
            assertThatThrownBy(this::rows)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25P02"));
            connection.rollback(before);
            assertThat(rows()).isEqualTo(Notebook.ROWS_EACH);
            execute("savepoint text");
            assertThatThrownBy(() -> execute("select 1/0 from note")).hasMessageContaining("division by zero");
            execute("rollback to savepoint text");
            assertThat(rows()).isEqualTo(Notebook.ROWS_EACH);
            connection.rollback();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "commit",
                "COMMIT;",
                "end",
                "rollback",
                "abort",
                "/* x */ commit -- y",
                "commit and chain",
                "rollback and chain"
            })
    void aTextualEndOfTheTransactionIsNoticed(String end) throws SQLException {
        connection.setAutoCommit(false);
        for (int i = 0; i < 12; i++) {
            try (TenantScope scope = TenantContext.bind(Notebook.ANN)) {
                assertThat(rows()).isEqualTo(Notebook.ROWS_EACH);
                execute(end);
                assertThat(rows()).isEqualTo(Notebook.ROWS_EACH);
                execute(end);
            }
            try (TenantScope scope = TenantContext.bind(Notebook.BOB)) {
                assertThat(rows()).isZero();
                assertThat(plain("select count(*) from note")).isEqualTo("5");
                connection.rollback();
            }
        }
    }

    @Test
    void aTextualBeginInAutocommitModeIsATransaction() throws SQLException {
        try (TenantScope scope = TenantContext.bind(Notebook.ANN)) {
            execute("begin");
            execute("insert into note (body) values ('begun')");
            assertThat(plain("select count(*) from note where body = 'begun'")).isEqualTo("1");
            execute("rollback");
            assertThat(plain("select count(*) from note where body = 'begun'")).isEqualTo("0");
        }
    }

    @Test
    void aTransactionLeftOpenIsRolledBackOnClose() throws SQLException {
        try (TenantScope scope = TenantContext.bind(Notebook.ANN);
                Connection physical = notebook.raw().getConnection()) {
            var source = TenantDataSource.wrap(new OneConnection(physical));
            for (boolean textual : new boolean[] {true, false}) {
                Connection left = source.getConnection();
                left.setAutoCommit(textual);
                try (Statement statement = left.createStatement()) {
                    if (textual) {
                        statement.execute("begin");
                    }
                    statement.execute("insert into note (body) values ('left open')");
                }
                left.close();
                physical.setAutoCommit(true);
                try (Statement statement = physical.createStatement();
                        ResultSet rows = statement.executeQuery(
                                "select coalesce(current_setting('tenancy.tenant_id', true), ''), pg_current_xact_id_if_assigned()")) {
                    rows.next();
                    assertThat(rows.getString(1)).isEmpty();
                    assertThat(rows.getString(2)).isNull();
                }
            }
        }
        assertThat(notebook.count("body = 'left open'")).isZero();
    }

    @Test
    void contextIsGoneAfterCommitRollbackErrorAndUnit() throws SQLException {
        try (TenantScope scope = TenantContext.bind(Notebook.ANN)) {
            assertThat(rows()).isEqualTo(Notebook.ROWS_EACH);
            assertThat(plain("show tenancy.tenant_id")).isEmpty();
            connection.setAutoCommit(false);
            rows();
            assertThat(plain("show tenancy.tenant_id"))
                    .isEqualTo(Notebook.ANN.id().toString());
            connection.commit();
            assertThat(plain("show tenancy.tenant_id")).isEmpty();
            rows();
            connection.rollback();
            assertThat(plain("show tenancy.tenant_id")).isEmpty();
            connection.setAutoCommit(true);
            assertThatThrownBy(() -> execute("select 1/0 from note")).isInstanceOf(SQLException.class);
            assertThat(plain("show tenancy.tenant_id")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set tenancy.tenant_id = '01900000-0000-7000-8000-000000000002'",
                "set local tenancy.tenant_id to default",
                "SET SESSION \"tenancy\" . \"tenant_id\" = 'x'",
                "reset tenancy.principal_id",
                "select set_config('tenancy.tenant_id', '01900000-0000-7000-8000-000000000002', false)",
                "select 1; select set_config('tenancy.branch_ids', '', true)",
                "alter role notebook_app set tenancy.tenant_id = 'x'",
                "declare c cursor with hold for select * from note",
                "begin; select * from note; commit",
                "commit; select * from note"
            })
    void whatWouldReachAroundTheContextIsRefused(String sql) throws Exception {
        try (TenantScope scope = TenantContext.bind(Notebook.ANN)) {
            WireCount count = notebook.proxy.measure(() -> {
                assertThatThrownBy(() -> execute(sql))
                        .isInstanceOfSatisfying(
                                TenantSqlException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("TC003"))
                        .hasCauseInstanceOf(ProtectedContextException.class);
                assertThatThrownBy(() -> connection.prepareStatement(sql).execute())
                        .hasCauseInstanceOf(ProtectedContextException.class);
            });
            assertThat(count.roundTrips()).isZero();
        }
    }

    @Test
    void resetAllInsideATransactionDoesNotLoseTheTenant() throws SQLException {
        connection.setAutoCommit(false);
        try (TenantScope scope = TenantContext.bind(Notebook.ANN)) {
            for (int i = 0; i < 12; i++) {
                assertThat(rows()).isEqualTo(Notebook.ROWS_EACH);
                execute("reset all");
                assertThat(rows()).isEqualTo(Notebook.ROWS_EACH);
            }
        }
        connection.rollback();
    }

    @Test
    void isolationLevelMayStillBeSetBeforeTheFirstStatement() throws SQLException {
        connection.setAutoCommit(false);
        try (TenantScope scope = TenantContext.bind(Notebook.ANN)) {
            execute("set transaction isolation level repeatable read, read only");
            assertThat(rows()).isEqualTo(Notebook.ROWS_EACH);
            connection.commit();
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.setReadOnly(true);
            assertThat(rows()).isEqualTo(Notebook.ROWS_EACH);
            assertThatThrownBy(() -> execute("insert into note (body) values ('x')"))
                    .hasMessageContaining("read-only");
            connection.rollback();
            connection.setReadOnly(false);
        }
    }

    @Test
    void aMissingPrivilegeIsNotAViolation() throws SQLException {
        try (TenantScope scope = TenantContext.bind(Notebook.ANN)) {
            assertThatThrownBy(() -> execute("select * from secret"))
                    .isInstanceOf(TenantSqlException.class)
                    .hasCauseInstanceOf(DatabasePrivilegeException.class);
            assertThatThrownBy(() -> execute("truncate note")).hasCauseInstanceOf(DatabasePrivilegeException.class);
        }
    }

    @Test
    void theUsersOwnBadCastPassesThrough() throws SQLException {
        try (TenantScope scope = TenantContext.bind(Notebook.ANN)) {
            assertThatThrownBy(() -> execute("select 'x'::uuid from note"))
                    .isExactlyInstanceOf(org.postgresql.util.PSQLException.class)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22P02"));
        }
    }

    @Test
    void theDriversOwnInterfacesGetTheContextInATransaction() throws Exception {
        connection.setAutoCommit(false);
        try (TenantScope scope = TenantContext.bind(Notebook.ANN)) {
            var out = new java.io.StringWriter();
            long copied = connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy note (body) to stdout", out);
            assertThat(copied).isEqualTo(Notebook.ROWS_EACH);
            assertThat(out.toString()).contains("ann 1").doesNotContain("bob");
        }
        connection.rollback();
    }

    @Test
    void updatableRowsAreWrittenInsideTheTenant() throws SQLException {
        for (boolean autoCommit : new boolean[] {true, false}) {
            connection.setAutoCommit(autoCommit);
            try (TenantScope scope = TenantContext.bind(Notebook.ANN);
                    PreparedStatement statement = connection.prepareStatement(
                            "select tenant_id, id, body from note where body = ?",
                            ResultSet.TYPE_SCROLL_INSENSITIVE,
                            ResultSet.CONCUR_UPDATABLE)) {
                statement.setString(1, "ann 3");
                try (ResultSet rows = statement.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    rows.updateString("body", "ann 3");
                    rows.updateRow();
                }
            }
            connection.setAutoCommit(true);
        }
        assertThat(notebook.count("body = 'ann 3'")).isEqualTo(1);
    }

    @Test
    void resultsLeadBackToTheTenantsConnection() throws SQLException {
        try (TenantScope scope = TenantContext.bind(Notebook.ANN);
                PreparedStatement statement = connection.prepareStatement("select body from note");
                ResultSet rows = statement.executeQuery()) {
            assertThat(rows.getStatement()).isSameAs(statement);
            assertThat(statement.getConnection()).isSameAs(connection);
            assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
            assertThat(statement.toString()).doesNotContain("ann");
        }
    }

    @Test
    void wrongBindsAreToldInTheUsersNumbers() throws SQLException {
        try (TenantScope scope = TenantContext.bind(Notebook.ANN);
                PreparedStatement statement =
                        connection.prepareStatement("select ?, '?', \"body\" from note where body ?? 'x'")) {
            assertThatThrownBy(() -> statement.setInt(2, 1))
                    .hasMessage("The column index is out of range: 2, number of columns: 1.");
            assertThatThrownBy(statement::executeQuery).hasMessage("No value specified for parameter 1.");
        }
    }

    @Test
    void aClosedStatementSaysSo() throws SQLException {
        try (TenantScope scope = TenantContext.bind(Notebook.ANN)) {
            PreparedStatement statement = connection.prepareStatement("select body from note");
            statement.closeOnCompletion();
            ResultSet rows = statement.executeQuery();
            rows.close();
            assertThat(statement.isClosed()).isTrue();
            statement.close();
            assertThatThrownBy(statement::executeQuery).hasMessageContaining("closed");
        }
    }

    @Test
    void aTimeoutEndsTheUnitCleanly() throws SQLException {
        try (TenantScope scope = TenantContext.bind(Notebook.ANN);
                PreparedStatement statement = connection.prepareStatement("select pg_sleep(30) from note")) {
            statement.setQueryTimeout(1);
            assertThatThrownBy(statement::executeQuery)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(rows()).isEqualTo(Notebook.ROWS_EACH);
        }
    }
}
