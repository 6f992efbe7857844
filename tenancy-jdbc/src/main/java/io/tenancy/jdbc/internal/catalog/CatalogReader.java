package io.tenancy.jdbc.internal.catalog;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
        // Then every name that the server writes is qualified.
        String path = Jdbc.first(connection, "select current_setting('search_path')", row -> row.getString(1))
                .orElseThrow();
        searchPath(connection, "pg_catalog, pg_temp");
        Catalog catalog = readQualified(connection, app);
        searchPath(connection, path);
        return catalog;
    }

    private static void searchPath(Connection connection, String path) throws SQLException {
        Jdbc.run(connection, "select set_config('search_path', ?, true)", path);
    }

    private static Catalog readQualified(Connection connection, String app) throws SQLException {
        int version = Jdbc.first(connection, "select current_setting('server_version_num')::int", row -> row.getInt(1))
                .orElseThrow();
        List<Role> all = ServerQueries.roles(connection);
        Role role = all.stream()
                .filter(one -> one.name().equals(app))
                .findFirst()
                .orElseThrow(() -> new TenancyException(
                        ErrorCode.CONTROL_PLANE_MISSING,
                        "The application's role " + app + " does not exist",
                        "Run tenancyctl init, or name the role that the application logs in as"));
        Roles roles = new Roles(all, ServerQueries.memberships(connection, version));
        Map<Long, Routine> routines = new HashMap<>();
        CodeQueries.routines(connection, role.oid()).forEach(one -> routines.put(one.oid(), one));
        Map<Long, Relation> relations = new HashMap<>();
        RelationQueries.relations(connection, role.oid(), version).forEach(one -> relations.put(one.oid(), one));
        return new Catalog(
                role,
                roles,
                relations,
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
}
