package io.tenancy.jdbc.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.authorization.Principal;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantContextMissingException;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.failure.DatabasePrivilegeException;
import io.tenancy.jdbc.failure.ProtectedContextException;
import io.tenancy.jdbc.failure.TenantSqlException;
import io.tenancy.jdbc.failure.TenantSwitchException;
import io.tenancy.testing.support.WireCount;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, before the wire where it can be, and what is not. */
class ContextRefusalTest extends ConnectionFixture {
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
    void wrongBindsAreToldInTheUsersNumbers() throws SQLException {
        try (TenantScope scope = TenantContext.bind(Notebook.ANN);
                PreparedStatement statement =
                        connection.prepareStatement("select ?, '?', \"body\" from note where body ?? 'x'")) {
            assertThatThrownBy(() -> statement.setInt(2, 1))
                    .hasMessage("The column index is out of range: 2, number of columns: 1.");
            assertThatThrownBy(statement::executeQuery).hasMessage("No value specified for parameter 1.");
        }
    }
}
