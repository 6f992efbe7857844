package io.tenancy.jdbc.internal.catalog;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the catalog with a fixed number of queries, however many tables there are. Stateless. */
public final class CatalogReader {
    private CatalogReader() {}

    /**
     * Reads it at one moment, in whatever transaction the connection is, changing nothing.
     *
     * @param connection connected as any role, not in autocommit mode
     * @param app the name of the application's role
     * @return the catalog
     * @throws TenancyException if there is no such role
     * @throws SQLException if the server cannot be asked
     */
    public static Catalog read(Connection connection, String app) throws SQLException {
        return qualified(connection, () -> readQualified(connection, app));
    }

    /**
     * Reads roles, tables, and the policies that concern the application, which takes a moment. The rest of the catalog looks as if it were empty.
     *
     * @param connection connected as any role, not in autocommit mode
     * @param app the name of the application's role
     * @param tenantColumns what columns are called that hold a tenant, besides those that policies look at
     * @return the catalog
     * @throws TenancyException if there is no such role
     * @throws SQLException if the server cannot be asked
     */
    public static Catalog readTables(Connection connection, String app, Set<String> tenantColumns) throws SQLException {
        return qualified(connection, () -> {
            int version = version(connection);
            List<Role> all = ServerQueries.roles(connection);
            Role role = role(all, app);
            Roles roles = new Roles(all, ServerQueries.memberships(connection, version));
            Set<Long> concerned = new HashSet<>(roles.rightsOf(role.oid()));
            concerned.add(0L);
            Map<Long, Routine> routines = routines(connection, role);
            return new Catalog(
                    role,
                    roles,
                    byNumber(RelationQueries.tables(connection, role.oid())),
                    Catalog.group(RelationQueries.columns(connection, tenantColumns), Column::relation),
                    Catalog.group(RelationQueries.policies(connection, concerned), Policy::relation),
                    Map.of(),
                    List.of(),
                    List.of(),
                    routines,
                    Map.of(),
                    ServerQueries.unread(connection, version),
                    CodeQueries.predicates(connection, routines));
        });
    }

    @FunctionalInterface
    private interface Reading {
        Catalog read() throws SQLException;
    }

    /** With a search path under which the server qualifies every name that it writes. */
    private static Catalog qualified(Connection connection, Reading reading) throws SQLException {
        String path = Jdbc.first(connection, "select current_setting('search_path')", row -> row.getString(1))
                .orElseThrow();
        searchPath(connection, "pg_catalog, pg_temp");
        Catalog catalog = reading.read();
        searchPath(connection, path);
        return catalog;
    }

    private static void searchPath(Connection connection, String path) throws SQLException {
        Jdbc.run(connection, "select set_config('search_path', ?, true)", path);
    }

    private static Catalog readQualified(Connection connection, String app) throws SQLException {
        int version = version(connection);
        List<Role> all = ServerQueries.roles(connection);
        Role role = role(all, app);
        Roles roles = new Roles(all, ServerQueries.memberships(connection, version));
        Map<Long, Routine> routines = routines(connection, role);
        return new Catalog(
                role,
                roles,
                byNumber(RelationQueries.relations(connection, role.oid(), version)),
                Catalog.group(RelationQueries.columns(connection), Column::relation),
                Catalog.group(RelationQueries.policies(connection), Policy::relation),
                Catalog.group(KeyQueries.indexes(connection), Index::relation),
                KeyQueries.foreignKeys(connection),
                CodeQueries.rewrites(connection),
                routines,
                CodeQueries.triggers(connection),
                ServerQueries.surroundings(connection, role.oid(), List.copyOf(roles.rightsOf(role.oid()))),
                CodeQueries.predicates(connection, routines));
    }

    private static int version(Connection connection) throws SQLException {
        return Jdbc.first(connection, "select current_setting('server_version_num')::int", row -> row.getInt(1))
                .orElseThrow();
    }

    private static Role role(List<Role> all, String app) {
        return all.stream()
                .filter(one -> one.name().equals(app))
                .findFirst()
                .orElseThrow(() -> new TenancyException(
                        ErrorCode.CONTROL_PLANE_MISSING,
                        "The application's role " + app + " does not exist",
                        "Run tenancyctl init, or name the role that the application logs in as"));
    }

    private static Map<Long, Routine> routines(Connection connection, Role role) throws SQLException {
        Map<Long, Routine> routines = new HashMap<>();
        CodeQueries.routines(connection, role.oid()).forEach(one -> routines.put(one.oid(), one));
        return routines;
    }

    private static Map<Long, Relation> byNumber(List<Relation> relations) {
        Map<Long, Relation> numbered = new HashMap<>();
        relations.forEach(one -> numbered.put(one.oid(), one));
        return numbered;
    }
}
