package io.tenancy.cli.command;

import io.tenancy.cli.output.Console;
import io.tenancy.config.ConnectionRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Who makes the roles, and where.
 *
 * @param login a superuser or a login with CREATEROLE; null if the roles are there and only the control plane is upgraded
 * @param url the database
 * @param address the same without secrets, for people
 * @param isTakenFromMigrator whether the login stood where that of the migrator belongs
 */
record Operator(@Nullable Login login, String url, String address, boolean isTakenFromMigrator) {
    private static final String MIGRATOR = ConnectionRole.MIGRATOR.defaultUser();

    static Operator find(Session session) throws SQLException {
        Connections connections = session.connections();
        if (connections.isEmbedded()) {
            Login superuser = connections.embedded().operator();
            return new Operator(superuser, superuser.url(), superuser.address(), false);
        }
        Login migrator = connections.find(ConnectionRole.MIGRATOR);
        String given = connections.variable(Connections.INIT_URL);
        if (given == null && migrator == null) {
            throw CommandException.notConfigured(
                    "It is not said which database to set up", "Set TENANCY_INIT_URL, or the migrator connection");
        }
        String url = given == null && migrator != null ? migrator.url() : String.valueOf(given);
        Login place = new Login(url, MIGRATOR, null, given == null ? "the migrator connection" : Connections.INIT_URL);
        boolean named = given != null
                || connections.variable(Connections.INIT_USER) != null
                || connections.variable(Connections.INIT_PASSWORD) != null;
        if (named || migrator == null) {
            return of(place, asked(session, place), false);
        }
        if (!migrator.user().equals(MIGRATOR)) {
            return of(place, migrator, true);
        }
        return canLogin(migrator) ? of(place, null, false) : of(place, asked(session, place), false);
    }

    private static Operator of(Login place, @Nullable Login operator, boolean taken) {
        return new Operator(operator, place.url(), place.address(), taken);
    }

    /** False only if the server refuses the login; a server that is down is an error here already. */
    static boolean canLogin(Login migrator) throws SQLException {
        try (Connection connection = migrator.dataSource().getConnection()) {
            return connection.isValid(0);
        } catch (SQLException e) {
            if (SqlFailure.isLoginRefused(e)) {
                return false;
            }
            throw e;
        }
    }

    private static Login asked(Session session, Login place) {
        Connections connections = session.connections();
        Console console = session.console();
        String user = connections.variable(Connections.INIT_USER);
        String password = connections.variable(Connections.INIT_PASSWORD);
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
        return new Login(place.url(), user.strip(), password, place.origin());
    }

    private static @Nullable String ask(Console console, String question) {
        try {
            return console.ask(question);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
