package io.tenancy.cli.command;

import io.tenancy.cli.output.Progress;
import io.tenancy.config.ConnectionRole;
import io.tenancy.testing.support.EmbeddedServer;
import io.tenancy.testing.support.ServerStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL in {@code ./.tenancy} that serves where no connection is configured. It keeps running after a command. */
final class EmbeddedDatabase {
    /** The environment variable that chooses another database on it, such as the one that the demo leaves. */
    static final String VARIABLE = "TENANCY_EMBEDDED_DATABASE";

    private static final String DEFAULT_NAME = "app";

    private final Session session;
    private final Path home;
    private @Nullable EmbeddedServer server;

    EmbeddedDatabase(Session session) {
        this.session = session;
        this.home = home(session);
    }

    static Path home(Session session) {
        return session.directory().resolve(".tenancy");
    }

    static SecretFile passwords(Session session) {
        return new SecretFile(home(session).resolve("embedded.env"));
    }

    /** The database of the application on it. */
    static String name(Session session) {
        String name = session.environment().getOrDefault(VARIABLE, DEFAULT_NAME);
        if (!name.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw CommandException.usage(
                    VARIABLE + " is no plain name of a database", "Use a-z, 0-9 and _, beginning with a letter");
        }
        return name;
    }

    ServerStatus status() {
        if (Files.isDirectory(home) && !Files.isExecutable(home)) {
            throw CommandException.embedded(
                    "The embedded PostgreSQL in " + home + " belongs to another user",
                    "Work as that user, or elsewhere");
        }
        return EmbeddedServer.status(home);
    }

    boolean isPresent() {
        return status().state() != ServerStatus.State.ABSENT;
    }

    /** Initialises, starts or attaches to it, whatever is missing, and says so. */
    EmbeddedServer open() {
        if (server == null) {
            ServerStatus before = status();
            String work = before.state() == ServerStatus.State.ABSENT
                    ? "Setting up an embedded PostgreSQL in " + home
                    : "Starting the embedded PostgreSQL";
            try (Progress progress = session.console().progress(work)) {
                server = EmbeddedServer.open(home);
            }
            if (before.state() != ServerStatus.State.RUNNING) {
                session.console()
                        .note("Embedded PostgreSQL runs on port " + server.port()
                                + " and keeps running; stop it with: tenancyctl embedded stop");
                session.console().note("It runs with fsync off: for development, never for data that matters");
            }
        }
        return server;
    }

    /** The superuser on the application's database, which is made if missing. */
    Login operator() throws SQLException {
        EmbeddedServer running = open();
        String name = name(session);
        try (Connection connection =
                        running.dataSource(EmbeddedServer.SUPERUSER).getConnection();
                PreparedStatement exists =
                        connection.prepareStatement("select 1 from pg_catalog.pg_database where datname = ?")) {
            exists.setString(1, name);
            try (ResultSet found = exists.executeQuery();
                    Statement create = connection.createStatement()) {
                if (!found.next()) {
                    create.execute("create database " + name);
                }
            }
        }
        return login(EmbeddedServer.SUPERUSER, running.password());
    }

    /** One of Tenancy's roles on the application's database, with the password that {@code init} made. */
    Login as(ConnectionRole role) {
        Map<String, String> passwords = passwords(session).read();
        ConnectionRole owner = role == ConnectionRole.LISTEN ? ConnectionRole.APP : role;
        return login(role.defaultUser(), passwords.get(owner.passwordVariable()));
    }

    private Login login(String user, @Nullable String password) {
        return new Login(open().jdbcUrl(name(session)), user, password, "the embedded PostgreSQL");
    }
}
