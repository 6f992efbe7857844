package io.tenancy.cli.command;

import io.tenancy.cli.output.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who makes the roles, and where.
 *
 * @param operator a superuser or a login with CREATEROLE; null if the roles are there and only the control plane is upgraded
 * @param url the database
 * @param address the same without secrets, for people
 * @param isTakenFromMigrator whether the login stood in the variables of the migrator
 */
record InitLogin(@Nullable ConnectionSettings operator, String url, String address, boolean isTakenFromMigrator) {
    private static final String MIGRATOR = ConnectionName.MIGRATOR.role();

    static InitLogin find(Session session) throws SQLException {
        Connections connections = session.connections();
        if (connections.isEmbedded()) {
            ConnectionSettings superuser = connections.embedded().operator();
            return new InitLogin(superuser, superuser.url(), superuser.address(), false);
        }
        Map<String, String> variables = session.environment();
        ConnectionSettings migrator = connections.find(ConnectionName.MIGRATOR);
        String url = variables.getOrDefault(Connections.INIT_URL, migrator == null ? "" : migrator.url());
        if (url.isEmpty()) {
            throw CommandException.notConfigured(
                    "It is not said which database to set up", "Set TENANCY_INIT_URL, or TENANCY_URL");
        }
        ConnectionSettings place = new ConnectionSettings(url, null, null, "the login for init");
        boolean given = variables.containsKey(Connections.INIT_URL)
                || variables.containsKey(Connections.INIT_USER)
                || variables.containsKey(Connections.INIT_PASSWORD);
        if (given) {
            return of(place, asked(session, place), false);
        }
        if (migrator != null && !MIGRATOR.equals(migrator.user())) {
            return of(place, migrator, true);
        }
        return migrator != null && canLogin(migrator)
                ? of(place, null, false)
                : of(place, asked(session, place), false);
    }

    private static InitLogin of(ConnectionSettings place, @Nullable ConnectionSettings operator, boolean taken) {
        return new InitLogin(operator, place.url(), place.address(), taken);
    }

    /** False only if the server refuses the login; a server that is down is an error here already. */
    private static boolean canLogin(ConnectionSettings migrator) throws SQLException {
        try (Connection connection = migrator.dataSource().getConnection()) {
            return connection.isValid(0);
        } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith("28")) {
                return false;
            }
            throw e;
        }
    }

    private static ConnectionSettings asked(Session session, ConnectionSettings place) {
        Map<String, String> variables = session.environment();
        Console console = session.console();
        String user = variables.get(Connections.INIT_USER);
        String password = variables.get(Connections.INIT_PASSWORD);
        if (user == null) {
            user = ask(console, "Superuser, or login with CREATEROLE, on " + place.address() + ":");
        }
        if (user == null || user.isBlank()) {
            throw CommandException.notConfigured(
                    "A login that may make roles is needed on " + place.address(),
                    "Set TENANCY_INIT_USER and TENANCY_INIT_PASSWORD to a superuser or a login with CREATEROLE");
        }
        if (password == null) {
            password = console.askSecret("Password of " + user + ":");
        }
        return place.as(user.strip(), password);
    }

    private static @Nullable String ask(Console console, String question) {
        try {
            return console.ask(question);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
