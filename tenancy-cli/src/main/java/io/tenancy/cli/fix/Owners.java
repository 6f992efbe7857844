package io.tenancy.cli.fix;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Whether the role that applies migrations may run a statement, asked of the catalog: a migration that stops at a missing right mends
 * nothing. Reads only.
 */
final class Owners implements AutoCloseable {
    private static final String RELATION =
            "select pg_has_role(c.relowner, 'USAGE') from pg_class c where c.oid = to_regclass(?)";

    private static final String ROUTINE = "select pg_has_role(p.proowner, 'USAGE') from pg_proc p"
            + " join pg_namespace n on n.oid = p.pronamespace"
            + " where format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) = ?";

    private static final String SCHEMA =
            "select pg_has_role(n.nspowner, 'USAGE') from pg_namespace n where quote_ident(n.nspname) = ?";

    private static final String DATABASE =
            "select pg_has_role(d.datdba, 'USAGE') from pg_database d where quote_ident(d.datname) = ?";

    private static final String DEFAULTS =
            "select pg_has_role(r.oid, 'USAGE') from pg_roles r where quote_ident(r.rolname) = ?";

    /** Who may change a role differs by release and by how it was made; a superuser always may. */
    private static final String ROLE =
            "select r.rolsuper from pg_roles r where r.rolname = current_user and ? is not null";

    private final Connection connection;
    private final Map<String, Boolean> known = new HashMap<>();

    Owners(DataSource migrator) throws SQLException {
        connection = migrator.getConnection();
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        try (var statement = connection.createStatement()) {
            // Then the server writes every name as the findings have it.
            statement.execute("set local search_path = pg_catalog, pg_temp");
        }
    }

    boolean mayRun(Statement statement) throws SQLException {
        String referenced = statement.referenced();
        return may(statement.kind(), statement.object())
                && (referenced == null || may(Statement.Kind.RELATION, referenced));
    }

    private boolean may(Statement.Kind kind, String object) throws SQLException {
        String key = kind + " " + object;
        Boolean answer = known.get(key);
        if (answer == null) {
            answer = ask(query(kind), object);
            known.put(key, answer);
        }
        return answer;
    }

    private static String query(Statement.Kind kind) {
        return switch (kind) {
            case RELATION -> RELATION;
            case ROUTINE -> ROUTINE;
            case SCHEMA -> SCHEMA;
            case DATABASE -> DATABASE;
            case DEFAULTS -> DEFAULTS;
            case ROLE -> ROLE;
        };
    }

    private boolean ask(String query, String object) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, object);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.rollback();
        }
    }
}
