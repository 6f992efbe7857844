package io.tenancy.jdbc.member;

import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads operators, without what they prove themselves with. Stateless. */
final class OperatorRows {
    private OperatorRows() {}

    static List<Operator> list(Connection connection, String where, @Nullable Object... binds) throws SQLException {
        return Jdbc.list(
                connection,
                "select id, name, level, created_at, signed_in_at, disabled_at from tenancy.operator where " + where
                        + " order by name",
                OperatorRows::read,
                binds);
    }

    static Optional<Operator> find(Connection connection, String where, @Nullable Object... binds) throws SQLException {
        return list(connection, where, binds).stream().findFirst();
    }

    private static Operator read(ResultSet row) throws SQLException {
        return new Operator(
                row.getObject(1, UUID.class),
                row.getString(2),
                OperatorLevel.valueOf(row.getString(3)),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                instant(row, 5),
                instant(row, 6));
    }

    static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
