package io.tenancy.jdbc.internal.connection;

import java.sql.SQLException;

/** Something that talks to the server. */
@FunctionalInterface
interface SqlWork<T> {
    T run() throws SQLException;
}
