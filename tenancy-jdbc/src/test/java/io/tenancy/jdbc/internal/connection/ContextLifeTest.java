package io.tenancy.jdbc.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.authorization.Principal;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.TenantDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** When the context is there, and when it is gone. */
class ContextLifeTest extends ConnectionFixture {
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
    void aMigrationUnderACachedPlanIsNotNoticed() throws SQLException {
        try (TenantScope scope = TenantContext.bind(Notebook.ANN);
                PreparedStatement statement = connection.prepareStatement("select * from note where body <> ?")) {
            for (int i = 0; i < 24; i++) {
                if (i % 8 == 7) {
                    notebook.database.execute("alter table note add column extra_" + i + " int");
                }
                statement.setString(1, "x");
                try (ResultSet rows = statement.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                }
                try (PreparedStatement insert =
                        connection.prepareStatement("insert into note (body) values ('while migrating') returning *")) {
                    assertThat(insert.execute()).isTrue();
                }
            }
            execute("delete from note where body = 'while migrating'");
        } finally {
            notebook.database.execute(
                    "alter table note drop column extra_7, drop column extra_15, drop column extra_23");
        }
        assertThat(notebook.count("body = 'while migrating'")).isZero();
    }

    @Test
    void whatSomebodyLeftOnTheSessionIsNotSeen() throws SQLException {
        try (Connection physical = notebook.raw().getConnection();
                Statement careless = physical.createStatement()) {
            TenantDataSource source = TenantDataSource.wrap(new OneConnection(physical));
            for (int i = 0; i < 12; i++) {
                for (String name : List.of("tenant_id", "principal_id", "branch_ids")) {
                    careless.execute("select set_config('tenancy." + name + "', '" + Notebook.BOB.id() + "', false)");
                }
                try (TenantScope scope = TenantContext.bind(Notebook.ANN);
                        Connection borrowed = source.getConnection();
                        PreparedStatement statement = borrowed.prepareStatement("select ids()");
                        ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    assertThat(rows.getString(1)).isEqualTo(Notebook.ANN.id() + "||");
                }
            }
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
    void readOnlyConnectionRefusesToWriteInAutocommitToo() throws SQLException {
        connection.setReadOnly(true);
        try (TenantScope scope = TenantContext.bind(Notebook.ANN)) {
            for (int i = 0; i < 12; i++) {
                assertThat(rows()).isEqualTo(Notebook.ROWS_EACH);
                assertThatThrownBy(() -> execute("insert into note (body) values ('x')"))
                        .hasMessageContaining("read-only");
                try (PreparedStatement insert = connection.prepareStatement("insert into note (body) values (?)")) {
                    insert.setString(1, "x");
                    assertThatThrownBy(insert::executeUpdate).hasMessageContaining("read-only");
                }
            }
            connection.setReadOnly(false);
            assertThat(rows()).isEqualTo(Notebook.ROWS_EACH);
            execute("update note set body = body");
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
