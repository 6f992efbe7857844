package io.tenancy.testing.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PgBouncerTest {
    private static Path program() {
        Optional<Path> program = Programs.locate("pgbouncer");
        assumeThat(program).as("pgbouncer is installed").isPresent();
        return program.orElseThrow();
    }

    @Test
    void sharesOneServerConnectionBetweenClientsTransactionByTransaction() throws Exception {
        Path program = program();
        EmbeddedServer server = TestServer.server();
        PgBouncer stopped;
        try (TestDatabase database = TestServer.database();
                PgBouncer pooler = PgBouncer.start(program, server, Map.of("postgres", server.password()), 1)) {
            stopped = pooler;
            try (Connection first = pooler.dataSource(database.name(), "postgres", server.password())
                            .getConnection();
                    Connection second = pooler.dataSource(database.name(), "postgres", server.password())
                            .getConnection()) {
                assertThat(backend(first)).isEqualTo(backend(second));
            }
            assertThatThrownBy(() -> pooler.dataSource(database.name(), "postgres", "wrong")
                            .getConnection())
                    .isInstanceOf(SQLException.class);
        }
        stopped.close();
        assertThat(Loopback.answers(stopped.port())).isFalse();
    }

    @Test
    void doesNotRunAsRoot() throws Exception {
        Path program = program();
        EmbeddedServer server = TestServer.server();
        try (PgBouncer pooler = PgBouncer.start(program, server, Map.of("postgres", server.password()), 1)) {
            assertThat(pooler.user()).isNotEqualTo("root");
        }
    }

    @Test
    void tellsWhyItDoesNotStart() throws Exception {
        Optional<Path> program = Programs.find("false");
        assumeThat(program).as("a program that fails is installed").isPresent();
        assertThatThrownBy(() ->
                        PgBouncer.start(program.orElseThrow(), TestServer.server(), Map.of("someone", "secret"), 1))
                .isInstanceOf(ProgramException.class)
                .hasMessageContaining("PgBouncer does not start");
    }

    private static int backend(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
