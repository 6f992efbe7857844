package io.tenancy.cli.command;

import io.tenancy.cli.output.Progress;
import io.tenancy.testing.support.EmbeddedServer;
import io.tenancy.testing.support.ServerStatus;
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
    /** The database of the application on it. */
    static final String NAME = "app";

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

    ServerStatus status() {
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
    ConnectionSettings operator() throws SQLException {
        EmbeddedServer running = open();
        try (Connection connection =
                        running.dataSource(EmbeddedServer.SUPERUSER).getConnection();
                PreparedStatement exists = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            exists.setString(1, NAME);
            try (ResultSet found = exists.executeQuery();
                    Statement create = connection.createStatement()) {
                if (!found.next()) {
                    create.execute("create database " + NAME);
                }
            }
        }
        return settings(EmbeddedServer.SUPERUSER, running.password());
    }

    /** One of Tenancy's roles on the application's database, with the password that {@code init} made. */
    ConnectionSettings as(ConnectionName name) {
        Map<String, String> passwords = passwords(session).read();
        String password = passwords.get(name.passwordVariable());
        if (password == null) {
            password = name == ConnectionName.LISTEN ? passwords.get(ConnectionName.APP.passwordVariable()) : null;
        }
        return settings(name.role(), password);
    }

    private ConnectionSettings settings(String user, @Nullable String password) {
        return new ConnectionSettings(open().jdbcUrl(NAME), user, password, "embedded PostgreSQL in " + home);
    }
}
