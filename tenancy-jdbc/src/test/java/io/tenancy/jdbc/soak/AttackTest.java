package io.tenancy.jdbc.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.jdbc.failure.TenantSqlException;
import io.tenancy.tenant.Tenant;
import java.io.StringReader;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;
import org.postgresql.largeobject.LargeObjectManager;

/** What an attacker, or somebody with large data and unusual calls, tries on one connection. */
class AttackTest {
    private static Ledger ledger;
    private static Tenant ann;
    private static Tenant bob;
    private Connection connection;

    @BeforeAll
    static void open() throws SQLException {
        ledger = Ledger.open(2);
        ann = ledger.tenantAt(0);
        bob = ledger.tenantAt(1);
        ledger.database.execute("create function cursor_of_entries() returns refcursor language plpgsql as $$"
                + " declare c refcursor := 'named'; begin open c for select owner from entry; return c; end $$;"
                + " grant execute on function cursor_of_entries() to tenancy_app");
    }

    @AfterAll
    static void closeAll() {
        ledger.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = TenantDataSource.wrap(ledger.app()).getConnection();
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    private String owners() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select string_agg(distinct owner, ',') from entry")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String id(Tenant tenant) {
        return tenant.id().toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "declare c cursor with/**/hold for select owner from entry",
                "declare c scroll cursor with -- x\n hold for select owner from entry",
                "set tenancy/**/./**/tenant_id = 'x'",
                "set session tenancy -- x\n .tenant_id = 'x'"
            })
    void commentsHideNothing(String sql) {
        try (TenantScope scope = TenantContext.bind(ann)) {
            assertThatThrownBy(() -> execute(sql))
                    .isInstanceOfSatisfying(
                            TenantSqlException.class,
                            e -> assertThat(e.getSQLState()).isEqualTo("TC003"));
        }
    }

    @Test
    void aRowThatBecameAnotherTenantsIsNotUpdatedInSilence() throws SQLException {
        for (boolean autoCommit : new boolean[] {true, false}) {
            connection.setAutoCommit(autoCommit);
            try (TenantScope scope = TenantContext.bind(ann);
                    PreparedStatement statement = connection.prepareStatement(
                            "select tenant_id, id, owner from account",
                            ResultSet.TYPE_SCROLL_INSENSITIVE,
                            ResultSet.CONCUR_UPDATABLE);
                    ResultSet rows = statement.executeQuery()) {
                rows.next();
                rows.updateString(3, id(ann));
                if (!autoCommit) {
                    connection.commit();
                }
                try (TenantScope nested = TenantContext.bind(bob)) {
                    assertThatThrownBy(rows::updateRow)
                            .isInstanceOfSatisfying(
                                    TenantSqlException.class,
                                    e -> assertThat(e.getSQLState()).isEqualTo("TC002"));
                }
            }
        }
    }

    @Test
    void threadsThatShareAConnectionNeverSeeEachOthersTenant() throws Exception {
        Queue<String> leaks = new ConcurrentLinkedQueue<>();
        connection.setAutoCommit(false);
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            Tenant tenant = t % 2 == 0 ? ann : bob;
            threads[t] = new Thread(() -> share(tenant, leaks));
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(leaks).isEmpty();
    }

    private void share(Tenant tenant, Queue<String> leaks) {
        for (int i = 0; i < 300; i++) {
            try (TenantScope scope = TenantContext.bind(tenant)) {
                String owners = owners();
                if (!id(tenant).equals(owners)) {
                    leaks.add(tenant.key() + " saw " + owners);
                }
                connection.commit();
            } catch (SQLException e) {
                if (!(e instanceof TenantSqlException)) {
                    leaks.add(e.toString());
                }
            }
        }
    }

    @Test
    void aHundredThousandRowsComeInPiecesOrAtOnce() throws SQLException {
        String sql = "select owner, n from entry, generate_series(1, 34000) n";
        try (TenantScope scope = TenantContext.bind(ann)) {
            for (boolean autoCommit : new boolean[] {true, false}) {
                connection.setAutoCommit(autoCommit);
                for (int fetchSize : new int[] {0, 1_000}) {
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        statement.setFetchSize(fetchSize);
                        int seen = 0;
                        try (ResultSet rows = statement.executeQuery()) {
                            while (rows.next()) {
                                assertThat(rows.getString(1)).isEqualTo(id(ann));
                                seen++;
                            }
                        }
                        assertThat(seen).isEqualTo(34_000 * Ledger.SEEDED);
                    }
                }
            }
        }
    }

    @Test
    void aBatchOfTenThousandRowsIsOneTenants() throws SQLException {
        for (boolean autoCommit : new boolean[] {true, false}) {
            connection.setAutoCommit(autoCommit);
            try (TenantScope scope = TenantContext.bind(ann);
                    PreparedStatement statement =
                            connection.prepareStatement("insert into entry (owner, body) values (?, 'huge batch')")) {
                for (int i = 0; i < 10_000; i++) {
                    statement.setString(1, id(ann));
                    statement.addBatch();
                }
                assertThat(statement.executeBatch()).hasSize(10_000);
            }
            if (!autoCommit) {
                connection.commit();
            }
            assertThat(ledger.count("entry where body = 'huge batch' and tenant_id = '" + id(ann) + "'"))
                    .isEqualTo(10_000);
            assertThat(ledger.strayRows()).isZero();
            ledger.database.execute("delete from entry where body = 'huge batch'");
        }
    }

    @Test
    void aMegabyteTravelsAsTextBytesAndStream() throws SQLException {
        String text = "x".repeat(1 << 20);
        byte[] bytes = new byte[1 << 20];
        Arrays.fill(bytes, (byte) 7);
        for (boolean autoCommit : new boolean[] {true, false}) {
            connection.setAutoCommit(autoCommit);
            try (TenantScope scope = TenantContext.bind(ann);
                    PreparedStatement statement =
                            connection.prepareStatement("select owner, length(?), length(?), length(?) from account")) {
                statement.setString(1, text);
                statement.setBytes(2, bytes);
                statement.setCharacterStream(3, new StringReader(text));
                for (int i = 0; i < 12; i++) {
                    try (ResultSet rows = statement.executeQuery()) {
                        assertThat(rows.next()).isTrue();
                        assertThat(rows.getString(1)).isEqualTo(id(ann));
                        assertThat(rows.getInt(2)).isEqualTo(1 << 20);
                        assertThat(rows.getInt(3)).isEqualTo(1 << 20);
                        assertThat(rows.getInt(4)).isEqualTo(1 << 20);
                    }
                }
            }
        }
    }

    @Test
    void severalOpenResultsKeepToTheirTransactionsTenant() throws SQLException {
        connection.setAutoCommit(false);
        try (TenantScope scope = TenantContext.bind(ann);
                Statement first = connection.createStatement();
                Statement second = connection.createStatement()) {
            first.setFetchSize(1);
            second.setFetchSize(1);
            ResultSet left = first.executeQuery("select owner from entry");
            ResultSet right = second.executeQuery("select owner from entry");
            for (int i = 0; i < Ledger.SEEDED; i++) {
                assertThat(left.next() && right.next()).isTrue();
                assertThat(left.getString(1)).isEqualTo(right.getString(1)).isEqualTo(id(ann));
            }
            ResultSet kept = first.executeQuery("select owner from entry");
            assertThat(kept.next()).isTrue();
            connection.commit();
            try (TenantScope nested = TenantContext.bind(bob)) {
                assertThat(owners()).isEqualTo(id(bob));
                assertThatThrownBy(() -> {
                            while (kept.next()) {
                                assertThat(kept.getString(1)).isEqualTo(id(ann));
                            }
                        })
                        .as("the cursor went with its transaction")
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    void aCursorThatAFunctionReturnsIsReadInItsTransaction() throws SQLException {
        connection.setAutoCommit(false);
        try (TenantScope scope = TenantContext.bind(ann);
                CallableStatement call = connection.prepareCall("{? = call cursor_of_entries()}")) {
            call.registerOutParameter(1, Types.OTHER);
            call.execute();
            try (ResultSet rows = (ResultSet) call.getObject(1)) {
                while (rows.next()) {
                    assertThat(rows.getString(1)).isEqualTo(id(ann));
                }
            }
        }
        connection.rollback();
        connection.setAutoCommit(true);
        try (TenantScope scope = TenantContext.bind(bob);
                CallableStatement call = connection.prepareCall("{? = call cursor_of_entries()}")) {
            call.registerOutParameter(1, Types.OTHER);
            call.execute();
            try (ResultSet rows = (ResultSet) call.getObject(1)) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo(id(bob));
            }
        }
    }

    @Test
    void copyingInThroughTheDriverLandsInTheTenantOrNowhere() throws Exception {
        try (TenantScope scope = TenantContext.bind(ann)) {
            String rows = id(ann) + "\tcopied\n";
            assertThatThrownBy(() -> connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("copy entry (owner, body) from stdin", new StringReader(rows)))
                    .as("COPY FROM is not possible under row level security, and says so")
                    .isInstanceOf(SQLException.class);
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("copy entry (owner, body) from stdin", new StringReader(rows)))
                    .isInstanceOf(SQLException.class);
            connection.rollback();
            PGConnection kept = connection.unwrap(PGConnection.class);
            connection.rollback();
            assertThatThrownBy(() -> kept.getCopyAPI().copyOut("copy entry to stdout", new java.io.StringWriter()))
                    .as("a driver's connection kept beyond the transaction has no tenant")
                    .isInstanceOf(SQLException.class);
        }
        assertThat(ledger.count("entry where body = 'copied'")).isZero();
    }

    @Test
    void theDriversStatementHasNoTenantOfItsOwn() throws SQLException {
        try (TenantScope scope = TenantContext.bind(ann);
                PreparedStatement statement = connection.prepareStatement("select owner from entry")) {
            PreparedStatement raw = (PreparedStatement) statement.unwrap(PGStatement.class);
            assertThatThrownBy(raw::executeQuery).isInstanceOf(SQLException.class);
            assertThat(owners()).isEqualTo(id(ann));
        }
    }

    @Test
    void aPreparedStatementFollowsTheTenantThroughTogglesOfAutocommit() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select distinct owner from entry where id > ?")) {
            statement.setLong(1, 0);
            for (int i = 0; i < 24; i++) {
                Tenant tenant = i % 2 == 0 ? ann : bob;
                connection.setAutoCommit(i % 3 == 0);
                try (TenantScope scope = TenantContext.bind(tenant);
                        ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    assertThat(rows.getString(1)).isEqualTo(id(tenant));
                    assertThat(rows.next()).isFalse();
                }
                if (i % 3 != 0) {
                    connection.commit();
                }
            }
        }
    }

    @Test
    void listeningNotifyingAndLargeObjectsGoTheirWay() throws Exception {
        execute("listen news");
        try (TenantScope scope = TenantContext.bind(ann)) {
            execute("notify news, 'hello'");
            assertThat(connection.unwrap(PGConnection.class).getNotifications(5_000))
                    .hasSize(1);
            connection.setAutoCommit(false);
            LargeObjectManager objects = connection.unwrap(PGConnection.class).getLargeObjectAPI();
            long oid = objects.createLO();
            objects.delete(oid);
            assertThat(owners()).isEqualTo(id(ann));
            connection.rollback();
        }
        connection.setAutoCommit(true);
        execute("unlisten *");
    }

    @Test
    void preparingATransactionEndsItForTheTenant() throws SQLException {
        connection.setAutoCommit(false);
        try (TenantScope scope = TenantContext.bind(ann)) {
            assertThat(owners()).isEqualTo(id(ann));
            assertThatThrownBy(() -> execute("prepare transaction 'x'")).hasMessageContaining("prepared transactions");
            connection.rollback();
        }
        try (TenantScope scope = TenantContext.bind(bob)) {
            assertThat(owners()).isEqualTo(id(bob));
        }
        connection.rollback();
    }

    @Test
    void anAbortedConnectionAndANetworkTimeoutSayWhatTheyAre() throws SQLException {
        try (TenantScope scope = TenantContext.bind(ann)) {
            connection.setNetworkTimeout(Runnable::run, 200);
            assertThatThrownBy(() -> execute("select pg_sleep(5) from entry"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08006"));
            assertThatThrownBy(this::owners).isInstanceOf(SQLException.class);
            connection.abort(Runnable::run);
            assertThat(connection.isClosed()).isTrue();
            assertThatThrownBy(this::owners)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08003"));
        }
    }

    @Test
    void aConnectionThatDiesWhileACursorIsAskedForSaysWhy() throws SQLException {
        try (TenantScope scope = TenantContext.bind(ann);
                CallableStatement call = connection.prepareCall("{call pg_terminate_backend(pg_backend_pid())}")) {
            call.setFetchSize(5);
            assertThatThrownBy(call::execute)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57P01"));
        }
    }
}
