package io.tenancy.jdbc.isolation.proof;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.ServerFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Map;

/**
 * How the application's role is taken for an attack, and left again to look at what it did. A superuser becomes it altogether, so
 * that even SET ROLE is refused as the application would be; any other login needs to be allowed to.
 *
 * @param role the application's role, as SQL takes its name
 * @param enter takes it until the savepoint is rolled back
 * @param leave leaves it again
 */
record Actor(String role, String enter, String leave) {
    private record Login(String session, String current, boolean superuser, String app, int version) {}

    static Actor of(Connection connection, String app) throws SQLException {
        Login login = Jdbc.first(
                        connection,
                        "select quote_ident(session_user), quote_ident(current_user),"
                                + " (select rolsuper from pg_roles where rolname = session_user), quote_ident(?),"
                                + " current_setting('server_version_num')::int",
                        row -> new Login(
                                row.getString(1), row.getString(2), row.getBoolean(3), row.getString(4), row.getInt(5)),
                        app)
                .orElseThrow();
        String back = "set local role " + login.current();
        Actor actor = login.superuser()
                ? new Actor(
                        login.app(),
                        "set local session authorization " + login.app(),
                        "reset session authorization; " + back)
                : new Actor(login.app(), "set local role " + login.app(), back);
        actor.requireEntry(connection, login);
        return actor;
    }

    private void requireEntry(Connection connection, Login login) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            Jdbc.run(connection, enter);
            connection.rollback(before);
        } catch (SQLException e) {
            connection.rollback(before);
            if (!ServerFailure.state(e).equals("42501")) {
                throw e;
            }
            String grant = login.version() >= 160000
                    ? "Run tenancyctl init again, or let a superuser run: grant " + role + " to " + login.session()
                            + " with inherit false, set true"
                    : "Before PostgreSQL 16 a role cannot be lent without being inherited: prove it as a superuser"
                            + " (TENANCY_USER), or from the migrations: tenancyctl check --prove --migrations DIR";
            throw new TenancyException(
                    ErrorCode.PRIVILEGE_MISSING,
                    login.session() + " may not take the role " + role + ", as which the attacks are carried out",
                    grant,
                    Map.of("role", role),
                    e);
        }
    }
}
