package io.tenancy.jdbc.internal.connection;

import java.sql.SQLException;

/** Work on a connection that has to know its route. */
@FunctionalInterface
interface RoutedWork<T> {
    T run(Route route) throws SQLException;
}
