package io.tenancy.jdbc.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.TenantDataSource;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.util.PGobject;

/**
 * Values that change, or are used up, after they were bound: what the server gets must be what it gets from the driver alone, at the
 * first execution and at the second.
 */
class BindParityTest {
    private static Ledger ledger;

    @BeforeAll
    static void open() throws SQLException {
        ledger = Ledger.open(1);
    }

    @AfterAll
    static void closeAll() {
        ledger.close();
    }

    /** Binds a value to placeholder 1, and changes the value where it can be changed. */
    @FunctionalInterface
    interface Binding {
        void to(PreparedStatement statement) throws SQLException;
    }

    static Stream<Named<Binding>> bindings() {
        return Stream.of(
                Named.of("bytes", s -> {
                    byte[] value = {1, 2, 3};
                    s.setBytes(1, value);
                    Arrays.fill(value, (byte) 9);
                }),
                Named.of("object of bytes", s -> {
                    byte[] value = {1, 2, 3};
                    s.setObject(1, value);
                    Arrays.fill(value, (byte) 9);
                }),
                Named.of("array of ints", s -> {
                    int[] value = {1, 2, 3};
                    s.setObject(1, value);
                    Arrays.fill(value, 9);
                }),
                Named.of("array of strings", s -> {
                    String[] value = {"a", "b"};
                    s.setObject(1, value);
                    Arrays.fill(value, "z");
                }),
                Named.of("PGobject", s -> {
                    PGobject value = new PGobject();
                    value.setType("json");
                    value.setValue("{\"a\": 1}");
                    s.setObject(1, value);
                    value.setValue("{\"z\": 9}");
                }),
                Named.of("timestamp", s -> {
                    java.sql.Timestamp value = new java.sql.Timestamp(0);
                    s.setTimestamp(1, value);
                    value.setTime(86_400_000L * 365);
                }),
                Named.of("reader with length", s -> s.setCharacterStream(1, new StringReader("text"), 4)),
                Named.of("reader", s -> s.setCharacterStream(1, new StringReader("text"))),
                Named.of("reader of ASCII", s -> s.setAsciiStream(1, stream(), 3)),
                Named.of("stream with length", s -> s.setBinaryStream(1, stream(), 3)),
                Named.of("stream", s -> s.setBinaryStream(1, stream())),
                Named.of("object of stream", s -> s.setObject(1, stream(), java.sql.Types.LONGVARBINARY)),
                Named.of("no stream", s -> s.setBinaryStream(1, null)),
                Named.of("no reader", s -> s.setCharacterStream(1, null)),
                Named.of("no reader of 4", s -> s.setCharacterStream(1, null, 4)),
                Named.of("no ASCII", s -> s.setAsciiStream(1, null, 4)),
                Named.of("reader shorter than said", s -> s.setCharacterStream(1, new StringReader("text"), 9)),
                Named.of("ASCII shorter than said", s -> s.setAsciiStream(1, stream(), 9)),
                Named.of("object of stream without type", s -> s.setObject(1, stream())));
    }

    private static ByteArrayInputStream stream() {
        return new ByteArrayInputStream("abc".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @MethodSource("bindings")
    void whatWasBoundIsWhatArrives(Binding binding) throws SQLException {
        for (String setting : new String[] {"prepareThreshold=5", "preferQueryMode=simple"}) {
            for (boolean autoCommit : new boolean[] {true, false}) {
                String alone;
                try (Connection raw = ledger.app(setting).getConnection()) {
                    alone = answers(raw, autoCommit, binding);
                }
                try (TenantScope scope = TenantContext.bind(ledger.tenantAt(0));
                        Connection connection =
                                TenantDataSource.wrap(ledger.app(setting)).getConnection()) {
                    assertThat(answers(connection, autoCommit, binding))
                            .as(setting + ", autocommit " + autoCommit)
                            .isEqualTo(alone);
                }
            }
        }
    }

    private static String answers(Connection connection, boolean autoCommit, Binding binding) throws SQLException {
        connection.setAutoCommit(autoCommit);
        try (PreparedStatement statement = connection.prepareStatement("select ?")) {
            binding.to(statement);
            return answer(statement) + " " + answer(statement);
        } catch (SQLException e) {
            return "refused: " + e.getSQLState() + " refused: "
                    + e.getSQLState(); // at once, instead of at each execution
        } finally {
            if (!autoCommit) {
                connection.rollback();
            }
        }
    }

    private static String answer(PreparedStatement statement) {
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            Object value = rows.getObject(1);
            return value instanceof byte[] bytes ? Arrays.toString(bytes) : rows.getString(1);
        } catch (SQLException e) {
            return "refused: " + e.getSQLState();
        }
    }
}
