package io.tenancy.jdbc.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.tenant.Tenant;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every statement kind, twelve times, under every driver setting that is known to change the wire, with untyped and null binds, in
 * autocommit mode and in transactions, with the tenant changing between executions on one physical connection.
 */
class DriverTrapTest {
    private static final int EXECUTIONS = 12;
    private static Notebook notebook;

    @BeforeAll
    static void open() {
        notebook = Notebook.open();
    }

    @AfterAll
    static void closeAll() {
        notebook.close();
    }

    static List<String> settings() {
        List<String> settings = new ArrayList<>();
        settings.add("");
        for (String threshold : new String[] {"0", "1", "5", "-1"}) {
            settings.add("prepareThreshold=" + threshold);
            settings.add("prepareThreshold=" + threshold + "&stringtype=unspecified");
            settings.add("prepareThreshold=" + threshold + "&autosave=always");
        }
        settings.add("preferQueryMode=simple");
        settings.add("preferQueryMode=simple&autosave=conservative");
        settings.add("preferQueryMode=extendedForPrepared");
        settings.add("preferQueryMode=extendedCacheEverything");
        settings.add("stringtype=unspecified");
        settings.add("reWriteBatchedInserts=true");
        settings.add("autosave=always&cleanupSavepoints=true");
        settings.add("autosave=conservative");
        settings.add("defaultRowFetchSize=2");
        settings.add("defaultRowFetchSize=2&prepareThreshold=1");
        settings.add("binaryTransfer=false");
        settings.add("preparedStatementCacheQueries=0");
        settings.add("raiseExceptionOnSilentRollback=false");
        return settings;
    }

    /** Alternates between two tenants on one connection, in autocommit mode. */
    private static void alternating(String setting, ConnectionWork work) throws SQLException {
        TenantDataSource source = TenantDataSource.wrap(notebook.raw(setting));
        try (Connection connection = source.getConnection()) {
            for (int i = 0; i < EXECUTIONS; i++) {
                Tenant tenant = i % 2 == 0 ? Notebook.ANN : Notebook.BOB;
                try (TenantScope scope = TenantContext.bind(tenant)) {
                    work.run(connection, tenant, i);
                }
                assertThat(connection.getAutoCommit()).isTrue();
            }
            assertNothingLeft(connection);
        }
    }

    /** The same, every execution in a transaction of its own that is rolled back. */
    private static void alternatingTransactions(String setting, ConnectionWork work) throws SQLException {
        alternating(setting, (connection, tenant, i) -> {
            connection.setAutoCommit(false);
            work.run(connection, tenant, i);
            connection.rollback();
            connection.setAutoCommit(true);
        });
    }

    private static void assertNothingLeft(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show tenancy.tenant_id")) {
            rows.next();
            assertThat(rows.getString(1)).isEmpty();
        }
    }

    private static void select(Connection connection, Tenant tenant, int i) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select body, ?::timestamp, ?::text from note where at > ? order by id")) {
            statement.setTimestamp(1, new Timestamp(i));
            statement.setObject(2, i % 3 == 0 ? null : "text");
            statement.setTimestamp(3, new Timestamp(0));
            try (ResultSet rows = statement.executeQuery()) {
                assertOwnRows(rows, tenant);
            }
        }
    }

    private static void assertOwnRows(ResultSet rows, Tenant tenant) throws SQLException {
        int n = 0;
        while (rows.next()) {
            assertThat(rows.getString(1)).startsWith(tenant.key() + " ");
            n++;
        }
        assertThat(n).isEqualTo(Notebook.ROWS_EACH);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void preparedSelect(String setting) throws SQLException {
        alternating(setting, DriverTrapTest::select);
        alternatingTransactions(setting, DriverTrapTest::select);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void keptPreparedSelectServesEachTenantItsRows(String setting) throws SQLException {
        TenantDataSource source = TenantDataSource.wrap(notebook.raw(setting));
        try (Connection connection = source.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select body from note where body <> ? order by id")) {
            for (int i = 0; i < EXECUTIONS; i++) {
                Tenant tenant = i % 2 == 0 ? Notebook.ANN : Notebook.BOB;
                try (TenantScope scope = TenantContext.bind(tenant)) {
                    statement.setString(1, "nothing");
                    try (ResultSet rows = statement.executeQuery()) {
                        assertOwnRows(rows, tenant);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void plainSelect(String setting) throws SQLException {
        ConnectionWork work = (connection, tenant, i) -> {
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(2);
                try (ResultSet rows = statement.executeQuery("select body from note order by id /* ; ' */ ; -- end")) {
                    assertOwnRows(rows, tenant);
                }
                assertThat(statement.getMoreResults()).isFalse();
                assertThat(statement.getUpdateCount()).isEqualTo(-1);
            }
        };
        alternating(setting, work);
        alternatingTransactions(setting, work);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void insertUpdateDelete(String setting) throws SQLException {
        ConnectionWork work = (connection, tenant, i) -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into note (body, at, data) values (?, ?, ?::jsonb)")) {
                insert.setString(1, "tmp");
                insert.setTimestamp(2, i % 2 == 0 ? null : new Timestamp(i));
                insert.setNull(3, Types.OTHER);
                assertThat(insert.executeUpdate()).isEqualTo(1);
            }
            try (PreparedStatement update = connection.prepareStatement("update note set at = ? where body = 'tmp'")) {
                update.setTimestamp(1, new Timestamp(i));
                assertThat(update.executeLargeUpdate()).isEqualTo(1);
            }
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from note where body = 'tmp' returning body")) {
                assertThat(delete.execute()).isTrue();
                try (ResultSet rows = delete.getResultSet()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.next()).isFalse();
                }
            }
        };
        alternating(setting, work);
        alternatingTransactions(setting, work);
        assertThat(notebook.count("body = 'tmp'")).isZero();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void batches(String setting) throws SQLException {
        ConnectionWork work = (connection, tenant, i) -> {
            try (PreparedStatement insert = connection.prepareStatement("insert into note (body, at) values (?, ?)")) {
                for (int k = 0; k < 3; k++) {
                    insert.setString(1, "batch");
                    insert.setTimestamp(2, k == 1 ? null : new Timestamp(k));
                    insert.addBatch();
                }
                assertThat(insert.executeBatch()).hasSize(3);
            }
            try (Statement statement = connection.createStatement()) {
                statement.addBatch("update note set at = null where body = 'batch'");
                statement.addBatch("delete from note where body = 'batch'");
                assertThat(statement.executeBatch()).containsExactly(3, 3);
            }
        };
        alternating(setting, work);
        alternatingTransactions(setting, work);
        assertThat(notebook.count("body = 'batch'")).isZero();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void generatedKeys(String setting) throws SQLException {
        ConnectionWork work = (connection, tenant, i) -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into note (body) values (?)", new String[] {"tenant_id"})) {
                insert.setString(1, "keys");
                assertThat(insert.executeUpdate()).isEqualTo(1);
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    assertThat(keys.next()).isTrue();
                    assertThat(keys.getObject(1)).isEqualTo(tenant.id().value());
                }
            }
            try (Statement statement = connection.createStatement()) {
                assertThat(statement.executeUpdate(
                                "delete from note where body = 'keys'", Statement.RETURN_GENERATED_KEYS))
                        .isEqualTo(1);
            }
        };
        alternating(setting, work);
        alternatingTransactions(setting, work);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void calls(String setting) throws SQLException {
        // Out parameters are beyond the driver itself in simple mode: it sends them as arguments.
        boolean outParameters = !setting.contains("preferQueryMode=simple");
        ConnectionWork work = (connection, tenant, i) -> {
            if (outParameters) {
                try (CallableStatement call = connection.prepareCall("{? = call my_notes()}")) {
                    call.registerOutParameter(1, Types.BIGINT);
                    call.execute();
                    assertThat(call.getLong(1)).isEqualTo(Notebook.ROWS_EACH);
                }
            }
            try (CallableStatement call = connection.prepareCall("{call my_notes()}");
                    ResultSet rows = call.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(1)).isEqualTo(Notebook.ROWS_EACH);
            }
        };
        alternating(setting, work);
        alternatingTransactions(setting, work);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void severalStatementsInOneText(String setting) throws SQLException {
        ConnectionWork work = (connection, tenant, i) -> {
            try (Statement statement = connection.createStatement()) {
                assertThat(
                                statement.execute(
                                        "insert into note (body) values ('two'); "
                                                + "select body from note where body <> 'two' order by id; delete from note where body = 'two';"))
                        .isFalse();
                assertThat(statement.getUpdateCount()).isEqualTo(1);
                assertThat(statement.getMoreResults()).isTrue();
                assertOwnRows(statement.getResultSet(), tenant);
                assertThat(statement.getMoreResults()).isFalse();
                assertThat(statement.getUpdateCount()).isEqualTo(1);
                assertThat(statement.getMoreResults()).isFalse();
                assertThat(statement.getUpdateCount()).isEqualTo(-1);
            }
        };
        alternating(setting, work);
        alternatingTransactions(setting, work);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void cursorsReadEverything(String setting) throws SQLException {
        ConnectionWork work = (connection, tenant, i) -> {
            try (PreparedStatement statement = connection.prepareStatement("select body from note order by id")) {
                statement.setFetchSize(2);
                try (ResultSet rows = statement.executeQuery()) {
                    assertOwnRows(rows, tenant);
                }
            }
        };
        alternating(setting, work);
        alternatingTransactions(setting, work);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void anErrorLeavesTheConnectionUsable(String setting) throws SQLException {
        alternating(setting, (connection, tenant, i) -> {
            try (PreparedStatement statement = connection.prepareStatement("select 1 / ? from note")) {
                statement.setInt(1, 0);
                assertThatThrownBy(statement::executeQuery).isInstanceOf(SQLException.class);
            }
            select(connection, tenant, i);
        });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void rowsOfAnotherTenantAreRefused(String setting) throws SQLException {
        alternating(setting, (connection, tenant, i) -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into note (tenant_id, body) values (?, 'stolen')")) {
                insert.setObject(1, Notebook.CAT.id().value());
                assertThatThrownBy(insert::executeUpdate)
                        .isInstanceOf(io.tenancy.jdbc.failure.TenantSqlException.class)
                        .hasCauseInstanceOf(io.tenancy.jdbc.failure.TenantViolationException.class);
            }
        });
        assertThat(notebook.count("body = 'stolen'")).isZero();
    }

    /** Something to do as a tenant. */
    @FunctionalInterface
    interface ConnectionWork {
        void run(Connection connection, Tenant tenant, int execution) throws SQLException;
    }
}
