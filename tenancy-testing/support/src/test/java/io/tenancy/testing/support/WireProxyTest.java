package io.tenancy.testing.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** The proxy against a real driver and server. */
class WireProxyTest {
    private WireProxy proxy;
    private TestDatabase database;

    @BeforeEach
    void start() throws Exception {
        TestServer.template("wire", empty -> empty.execute("create table item (id int, name text)"));
        database = TestServer.clone("wire");
        proxy = WireProxy.to(database.server());
    }

    @AfterEach
    void stop() {
        proxy.close();
        database.close();
    }

    private Connection connect() throws SQLException {
        return proxy.dataSource(database.name(), "postgres", database.server().password())
                .getConnection();
    }

    @Test
    void connectingAndHangingUpAreNoRoundTripsButTheDriversOwnSetUpIs() throws Exception {
        WireCount count = proxy.measure(() -> connect().close());
        assertThat(count.sql()).singleElement().asString().startsWith("SET application_name");
        assertThat(count.roundTrips()).as(count.trace()).isEqualTo(1);
    }

    @Test
    void anAutocommitStatementIsOne() throws Exception {
        try (Connection connection = connect()) {
            WireCount count = proxy.measure(() -> query(connection, "select 1"));
            assertThat(count.roundTrips()).isEqualTo(1);
            assertThat(count.trace()).isEqualTo("|P B D E S");
            assertThat(count.sql()).containsExactly("select 1");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    void aTransactionOfNStatementsIsNPlusOne(int n) throws Exception {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            WireCount count = proxy.measure(() -> {
                for (int i = 0; i < n; i++) {
                    query(connection, "select " + i);
                }
                connection.commit();
            });
            assertThat(count.roundTrips()).as(count.trace()).isEqualTo(n + 1);
            assertThat(count.sql()).startsWith("BEGIN", "select 0").endsWith("COMMIT");
        }
    }

    @Test
    void beginTravelsWithTheFirstStatementEvenWhenThatIsLarge() throws Exception {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            String large = "select '" + "x".repeat(1_000_000) + "'";
            for (int i = 0; i < 20; i++) {
                WireCount count = proxy.measure(() -> query(connection, large));
                assertThat(count.roundTrips()).as(count.trace()).isEqualTo(1);
                connection.rollback();
            }
        }
    }

    @Test
    void aTransactionInOneFlightIsOne() throws Exception {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            WireCount count = proxy.measure(() -> {
                try (PreparedStatement statement =
                        connection.prepareStatement("select set_config('a.b', ?, true); select 1; commit")) {
                    statement.setString(1, "x");
                    statement.execute();
                }
            });
            connection.setAutoCommit(true);
            assertThat(count.roundTrips()).as(count.trace()).isEqualTo(1);
            assertThat(count.sql()).first().isEqualTo("BEGIN");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "extended", "extendedForPrepared", "extendedCacheEverything"})
    void anyQueryModeIsCountedAlike(String mode) throws Exception {
        DataSource source = database.server().dataSource(database.name());
        ((org.postgresql.ds.PGSimpleDataSource) source)
                .setUrl(proxy.jdbcUrl(database.name()) + "?preferQueryMode=" + mode);
        try (Connection connection = source.getConnection()) {
            for (int i = 0; i < 12; i++) {
                WireCount count = proxy.measure(() -> {
                    try (PreparedStatement statement = connection.prepareStatement("select ?::int")) {
                        statement.setInt(1, 42);
                        statement.executeQuery();
                    }
                });
                assertThat(count.roundTrips()).as("%s: %s", mode, count.trace()).isEqualTo(1);
            }
        }
    }

    @Test
    void aBatchIsOneHoweverLongUntilTheDriverStopsToRead() throws Exception {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement("insert into item values (?, ?)")) {
            for (int i = 0; i < 100; i++) {
                statement.setInt(1, i);
                statement.setString(2, "x".repeat(5_000));
                statement.addBatch();
            }
            WireCount count = proxy.measure(statement::executeBatch);
            long syncs = count.flights().stream()
                    .flatMap(flight -> flight.messages().stream())
                    .filter(message -> message.type() == 'S')
                    .count();
            assertThat(count.roundTrips()).as(count.trace()).isEqualTo(syncs);
            assertThat(count.roundTrips()).isLessThan(5);
        }
    }

    @Test
    void aCursorIsOneForEachFetch() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setFetchSize(10);
            WireCount count = proxy.measure(() -> {
                try (ResultSet rows = statement.executeQuery("select generate_series(1, 25)")) {
                    while (rows.next()) {
                        assertThat(rows.getInt(1)).isPositive();
                    }
                }
            });
            assertThat(count.roundTrips()).as(count.trace()).isEqualTo(3);
        }
    }

    @Test
    void anErrorIsAnAnswer() throws Exception {
        try (Connection connection = connect()) {
            WireCount count = proxy.measure(() -> {
                assertThatThrownBy(() -> query(connection, "select 1/0")).hasMessageContaining("division by zero");
                query(connection, "select 1");
            });
            assertThat(count.roundTrips()).as(count.trace()).isEqualTo(2);
        }
    }

    @Test
    void copyingInIsTwoHoweverMuch() throws Exception {
        try (Connection connection = connect()) {
            String rows = "1\tname\n".repeat(200_000);
            WireCount count = proxy.measure(() -> connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy item from stdin", new StringReader(rows)));
            assertThat(count.roundTrips()).as(count.trace()).isEqualTo(2);
            assertThat(count.trace()).isEqualTo("|Q |d c");
        }
    }

    @Test
    void aCopyThatFailsMidwayLeavesTheCountRight() throws Exception {
        try (Connection connection = connect()) {
            String rows = "wrong\n" + "1\tname\n".repeat(400_000);
            assertThatThrownBy(() -> connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("copy item from stdin", new StringReader(rows)))
                    .isInstanceOf(SQLException.class);
            WireCount count = proxy.measure(() -> query(connection, "select 1"));
            assertThat(count.roundTrips()).as(count.trace()).isEqualTo(1);
        }
    }

    @Test
    void flightsOfSeveralConnectionsAreKeptApart() throws Exception {
        try (Connection first = connect();
                Connection second = connect()) {
            WireCount count = proxy.measure(() -> {
                List<CompletableFuture<Void>> both = new ArrayList<>();
                for (Connection connection : List.of(first, second)) {
                    both.add(CompletableFuture.runAsync(() -> {
                        for (int i = 0; i < 50; i++) {
                            query(connection, "select 1");
                        }
                    }));
                }
                both.forEach(CompletableFuture::join);
            });
            assertThat(count.roundTrips()).isEqualTo(100);
            assertThat(count.flights())
                    .hasSize(100)
                    .allMatch(flight -> flight.sql().equals(List.of("select 1"))
                            || flight.sql().isEmpty());
            assertThat(count.flights()).extracting(Flight::connection).containsOnly(1, 2);
            assertThat(proxy.connections()).isEqualTo(2);
        }
    }

    @Test
    void latencyIsAddedOncePerRoundTrip() throws Exception {
        try (Connection connection = connect()) {
            query(connection, "select 1");
            proxy.setLatency(Duration.ofMillis(20));
            long start = System.nanoTime();
            for (int i = 0; i < 5; i++) {
                query(connection, "select 1");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(100), Duration.ofMillis(190));
            assertThatThrownBy(() -> proxy.setLatency(Duration.ofMillis(-1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void cutConnectionsFailAndNewOnesWork() throws Exception {
        try (Connection connection = connect()) {
            query(connection, "select 1");
            proxy.cutAll();
            assertThatThrownBy(() -> {
                        try (Statement statement = connection.createStatement()) {
                            statement.execute("select 1");
                        }
                    })
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
        }
        try (Connection connection = connect()) {
            query(connection, "select 1");
        }
    }

    @Test
    void aPausedProxyIsSilentUntilItResumes() throws Exception {
        try (Connection connection = connect()) {
            proxy.pause();
            CountDownLatch answered = new CountDownLatch(1);
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
                query(connection, "select 1");
                answered.countDown();
            });
            assertThat(answered.await(200, TimeUnit.MILLISECONDS)).isFalse();
            proxy.resume();
            waiting.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aStatementCanBeCancelledThroughIt() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            CompletableFuture<Void> running = CompletableFuture.runAsync(() -> {
                assertThatThrownBy(() -> statement.execute("select pg_sleep(60)"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("57014"));
            });
            awaitSleeper();
            statement.cancel();
            running.get(10, TimeUnit.SECONDS);
            assertThat(proxy.cancellations()).isEqualTo(1);
        }
    }

    private void awaitSleeper() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            boolean asleep = false;
            while (!asleep) {
                try (ResultSet rows = statement.executeQuery("select count(*) > 0 from pg_stat_activity"
                        + " where datname = current_database() and wait_event = 'PgSleep'")) {
                    rows.next();
                    asleep = rows.getBoolean(1);
                }
            }
        }
    }

    private static void query(Connection connection, String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
