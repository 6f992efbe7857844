package io.tenancy.jdbc.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.testing.TenancyDatabase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class ServerFailureTest {
    private static void ask(DataSource source) {
        Jdbc.inTransaction(source, "ask", connection -> Jdbc.test(connection, "select true"));
    }

    /** A port that nobody listens on. */
    private static PGSimpleDataSource nowhere() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setServerNames(new String[] {"127.0.0.1"});
            source.setPortNumbers(new int[] {socket.getLocalPort()});
            source.setDatabaseName("x");
            source.setUser("x");
            source.setPassword("hidden-word");
            return source;
        }
    }

    @Test
    void serverThatIsDownIsAConnectionFailure() throws Exception {
        PGSimpleDataSource down = nowhere();
        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(() -> ask(down))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_FAILED))
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @Test
    void poolHidesNothing() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setDataSource(nowhere());
        config.setConnectionTimeout(300);
        config.setInitializationFailTimeout(-1);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            assertThatExceptionOfType(TenancyException.class)
                    .isThrownBy(() -> ask(pool))
                    .extracting(TenancyException::code)
                    .isEqualTo(ErrorCode.CONNECTION_FAILED);
        }
    }

    @Test
    void contentOfRowsStaysOutOfTheMessage() {
        try (TenancyDatabase database = TenancyDatabase.empty()) {
            for (String sql : new String[] {
                "select 'private words'::int",
                "do $$ begin raise exception 'private words'; end $$",
                "with t as (select 1) select cast('private words' as date) from t"
            }) {
                assertThatExceptionOfType(TenancyException.class)
                        .isThrownBy(() -> Jdbc.inTransaction(
                                database.superuser(), "ask", connection -> Jdbc.run(connection, sql)))
                        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STATEMENT_FAILED))
                        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("private"));
            }
        }
    }

    @Test
    void reasonIsToldThoughTheConnectionDiesWithIt() {
        try (TenancyDatabase database = TenancyDatabase.empty()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> Jdbc.transact(
                            database.superuser(),
                            connection -> Jdbc.run(connection, "select pg_terminate_backend(pg_backend_pid())")))
                    .satisfies(e -> assertThat(ServerFailure.isConnection(e)).isTrue())
                    .satisfies(e -> assertThat(ServerFailure.state(e)).isEqualTo("57P01"));
        }
    }
}
