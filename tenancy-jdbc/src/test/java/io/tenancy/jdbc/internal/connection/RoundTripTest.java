package io.tenancy.jdbc.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.testing.support.WireCount;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PGobject;

/** Round trips, counted on the wire between client and server. */
class RoundTripTest {
    private static final int EXECUTIONS = 12;
    private static Notebook notebook;

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
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
        scope.close();
    }

    @Test
    void plainStatementInAutocommitTakesOne() throws Exception {
        for (int i = 0; i < EXECUTIONS; i++) {
            WireCount count = notebook.proxy.measure(() -> {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("select count(*) from note -- mine")) {
                    rows.next();
                    assertThat(rows.getLong(1)).isEqualTo(Notebook.ROWS_EACH);
                }
            });
            assertThat(count.roundTrips()).as(count.trace()).isEqualTo(1);
        }
    }

    /** One way of binding the two parameters of the statement. */
    @FunctionalInterface
    interface Binds {
        void on(PreparedStatement statement, int i) throws SQLException;
    }

    static Map<String, Binds> binds() {
        Map<String, Binds> binds = new LinkedHashMap<>();
        binds.put("int", (s, i) -> s.setInt(1, i));
        binds.put("String", (s, i) -> s.setString(1, "x"));
        binds.put("UUID", (s, i) -> s.setObject(1, new UUID(1, i)));
        binds.put("Timestamp", (s, i) -> s.setTimestamp(1, new Timestamp(i)));
        binds.put("java.sql.Date", (s, i) -> s.setDate(1, new java.sql.Date(i)));
        binds.put("LocalDateTime", (s, i) -> s.setObject(1, LocalDateTime.of(2026, 1, 1, 0, i)));
        binds.put("LocalDate", (s, i) -> s.setObject(1, LocalDate.of(2026, 1, 1 + i)));
        binds.put(
                "OffsetDateTime", (s, i) -> s.setObject(1, OffsetDateTime.of(2026, 1, 1, 0, i, 0, 0, ZoneOffset.UTC)));
        binds.put("null Object", (s, i) -> s.setObject(1, null));
        binds.put("null OTHER", (s, i) -> s.setNull(1, Types.OTHER));
        binds.put("null VARCHAR", (s, i) -> s.setNull(1, Types.VARCHAR));
        binds.put("null INTEGER", (s, i) -> s.setNull(1, Types.INTEGER));
        binds.put("jsonb", (s, i) -> {
            PGobject json = new PGobject();
            json.setType("jsonb");
            json.setValue("{\"a\": " + i + "}");
            s.setObject(1, json);
        });
        binds.put("mixed", (s, i) -> {
            if (i % 3 == 0) {
                s.setTimestamp(1, new Timestamp(i));
            } else {
                s.setString(1, "2026-01-01");
            }
        });
        return binds;
    }

    static Object[] bindNames() {
        return binds().keySet().toArray();
    }

    @ParameterizedTest
    @MethodSource("bindNames")
    void preparedStatementInAutocommitTakesOne(String name) throws Exception {
        Binds binds = binds().get(name);
        for (int i = 0; i < EXECUTIONS; i++) {
            int run = i;
            WireCount count = notebook.proxy.measure(() -> {
                try (PreparedStatement statement =
                        connection.prepareStatement("select body, ?::text from note order by id")) {
                    binds.on(statement, run);
                    try (ResultSet rows = statement.executeQuery()) {
                        int n = 0;
                        while (rows.next()) {
                            assertThat(rows.getString(1)).startsWith("ann ");
                            n++;
                        }
                        assertThat(n).isEqualTo(Notebook.ROWS_EACH);
                    }
                }
            });
            assertThat(count.roundTrips())
                    .as("%s, execution %d: %s", name, i, count.trace())
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("bindNames")
    void keptPreparedStatementInAutocommitTakesOne(String name) throws Exception {
        Binds binds = binds().get(name);
        try (PreparedStatement statement =
                connection.prepareStatement("select body, ?::text as kept from note order by id")) {
            for (int i = 0; i < EXECUTIONS; i++) {
                int run = i;
                WireCount count = notebook.proxy.measure(() -> {
                    binds.on(statement, run);
                    try (ResultSet rows = statement.executeQuery()) {
                        assertThat(rows.next()).isTrue();
                    }
                });
                assertThat(count.roundTrips())
                        .as("%s, execution %d: %s", name, i, count.trace())
                        .isEqualTo(1);
            }
        }
    }

    /** A simple query such as the driver's own BEGIN is answered on its own: it nearly doubled the server's work. */
    @Test
    void preparedUnitHoldsNothingThatIsAnsweredOnItsOwn() throws Exception {
        String sql = "select body from note where body = ?";
        for (int i = 0; i < EXECUTIONS; i++) {
            WireCount count = notebook.proxy.measure(() -> {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    statement.setString(1, "ann 1");
                    try (ResultSet rows = statement.executeQuery()) {
                        assertThat(rows.next()).isTrue();
                    }
                }
            });
            assertThat(count.trace()).doesNotContain("Q");
            if (i == EXECUTIONS - 1) {
                assertThat(count.trace()).isEqualTo("|B E B E B E B E S");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    void transactionOfNStatementsTakesNPlusOne(int n) throws Exception {
        for (int i = 0; i < EXECUTIONS; i++) {
            WireCount count = notebook.proxy.measure(() -> {
                connection.setAutoCommit(false);
                for (int k = 0; k < n; k++) {
                    try (PreparedStatement statement =
                            connection.prepareStatement("update note set at = ? where body = ?")) {
                        statement.setTimestamp(1, new Timestamp(0));
                        statement.setString(2, "ann 1");
                        assertThat(statement.executeUpdate()).isEqualTo(1);
                    }
                }
                connection.commit();
                connection.setAutoCommit(true);
            });
            assertThat(count.roundTrips()).as(count.trace()).isEqualTo(n + 1);
        }
    }

    @Test
    void batchInATransactionCostsOneMore() throws Exception {
        for (int i = 0; i < EXECUTIONS; i++) {
            WireCount count = notebook.proxy.measure(() -> {
                connection.setAutoCommit(false);
                try (PreparedStatement statement =
                        connection.prepareStatement("update note set at = ? where body = ?")) {
                    for (int k = 1; k <= 3; k++) {
                        statement.setObject(1, LocalDateTime.of(2026, 1, k, 0, 0));
                        statement.setString(2, "ann " + k);
                        statement.addBatch();
                    }
                    assertThat(statement.executeBatch()).containsExactly(1, 1, 1);
                }
                connection.commit();
                connection.setAutoCommit(true);
            });
            assertThat(count.roundTrips()).as(count.trace()).isEqualTo(1 + 2);
        }
    }

    @Test
    void generatedKeysInATransactionCostOneMore() throws Exception {
        for (int i = 0; i < EXECUTIONS; i++) {
            WireCount count = notebook.proxy.measure(() -> {
                connection.setAutoCommit(false);
                try (PreparedStatement statement = connection.prepareStatement(
                        "insert into note (body) values (?)", Statement.RETURN_GENERATED_KEYS)) {
                    statement.setString(1, "new");
                    assertThat(statement.executeUpdate()).isEqualTo(1);
                    try (ResultSet keys = statement.getGeneratedKeys()) {
                        assertThat(keys.next()).isTrue();
                        assertThat(keys.getObject("tenant_id"))
                                .isEqualTo(Notebook.ANN.id().value());
                    }
                }
                connection.rollback();
                connection.setAutoCommit(true);
            });
            assertThat(count.roundTrips()).as(count.trace()).isEqualTo(1 + 2);
        }
    }

    @Test
    void failingUnitCostsItsRollback() throws Exception {
        for (int i = 0; i < EXECUTIONS; i++) {
            WireCount count = notebook.proxy.measure(() -> {
                try (PreparedStatement statement = connection.prepareStatement("select 1 / ? from note")) {
                    statement.setInt(1, 0);
                    org.assertj.core.api.Assertions.assertThatThrownBy(statement::executeQuery)
                            .isInstanceOf(SQLException.class)
                            .hasMessageContaining("division by zero");
                }
            });
            assertThat(count.roundTrips()).as(count.trace()).isEqualTo(2);
        }
        assertThat(connection.getAutoCommit()).isTrue();
    }

    @Test
    void askingForTheCatalogNeedsNoTenant() throws Exception {
        scope.close();
        try (ResultSet tables = connection.getMetaData().getTables(null, "public", "note", null)) {
            assertThat(tables.next()).isTrue();
        }
        assertThat(connection.isValid(1)).isTrue();
        scope = TenantContext.bind(Notebook.ANN);
    }
}
