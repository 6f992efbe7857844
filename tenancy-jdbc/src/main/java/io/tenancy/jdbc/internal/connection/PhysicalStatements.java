package io.tenancy.jdbc.internal.connection;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * The driver's statements behind one prepared statement of the user's: one per text that was needed so far, usually one. Settings
 * made by the user reach all of them, also those made later.
 */
final class PhysicalStatements {
    private final TenantConnection.PreparedForm how;
    private final Map<String, PreparedStatement> byText = new LinkedHashMap<>(2);
    private final Map<String, Setting> settings = new LinkedHashMap<>(2);
    private boolean closed;

    PhysicalStatements(TenantConnection.PreparedForm how) {
        this.how = how;
    }

    /** One of the driver's set methods that is not a bind. */
    @FunctionalInterface
    interface Setting {
        void apply(PreparedStatement statement) throws SQLException;
    }

    /**
     * The statement for a text.
     *
     * @param buffered whether all rows must arrive at once, because the text ends with COMMIT
     * @param oneShot whether the server must not be asked to keep it, because that needs another flight
     */
    PreparedStatement forText(String text, boolean buffered, boolean oneShot) throws SQLException {
        requireOpen();
        PreparedStatement statement = byText.get(text);
        if (statement == null) {
            statement = how.prepare(text);
            for (Setting setting : settings.values()) {
                setting.apply(statement);
            }
            if (oneShot) {
                statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            }
            byText.put(text, statement);
        }
        if (buffered && statement.getFetchSize() != 0) {
            statement.setFetchSize(0);
        }
        return statement;
    }

    void set(String name, Setting setting) throws SQLException {
        requireOpen();
        settings.put(name, setting);
        for (PreparedStatement statement : byText.values()) {
            setting.apply(statement);
        }
    }

    void requireOpen() throws SQLException {
        if (closed) {
            throw new SQLException("This statement has been closed.", "55000");
        }
    }

    boolean isClosed() {
        return closed;
    }

    void close() throws SQLException {
        closed = true;
        @Nullable SQLException failure = null;
        for (PreparedStatement statement : byText.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        byText.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
