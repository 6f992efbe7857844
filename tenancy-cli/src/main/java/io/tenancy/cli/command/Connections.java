package io.tenancy.cli.command;

import io.tenancy.config.ConnectionRole;
import io.tenancy.config.TenancyConfig;
import io.tenancy.jdbc.migration.ControlPlaneVersion;
import io.tenancy.jdbc.migration.TenancySchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Finds the connection a command needs: in tenancy.yaml with the environment over it, where what {@code init} wrote to
 * {@code .tenancy/connections.env} stands in for variables that are not set; and if none of these names any connection, in the
 * embedded PostgreSQL of this directory.
 */
final class Connections {
    static final String INIT_URL = "TENANCY_INIT_URL";
    static final String INIT_USER = "TENANCY_INIT_USER";
    static final String INIT_PASSWORD = "TENANCY_INIT_PASSWORD";

    private final Session session;
    private final Map<String, String> variables;
    private final TenancyConfig config;
    private final EmbeddedDatabase embedded;

    Connections(Session session) {
        this.session = session;
        this.variables = new HashMap<>(generated(session).read());
        session.environment().forEach((name, value) -> {
            if (!value.isEmpty()) {
                variables.put(name, value);
            }
        });
        this.config = config(session, variables);
        this.embedded = new EmbeddedDatabase(session);
    }

    static SecretFile generated(Session session) {
        return new SecretFile(EmbeddedDatabase.home(session).resolve("connections.env"));
    }

    private static TenancyConfig config(Session session, Map<String, String> variables) {
        Path given = session.options().config();
        Path file = session.directory().resolve(given == null ? Path.of(TenancyConfig.FILE_NAME) : given);
        return given == null && !Files.exists(file)
                ? TenancyConfig.fromEnvironment(variables)
                : TenancyConfig.load(file, variables);
    }

    /** The configuration file with the environment over it. */
    TenancyConfig config() {
        return config;
    }

    /** An environment variable, or what {@code init} remembered in its place. */
    @Nullable
    String variable(String name) {
        return variables.get(name);
    }

    /** Whether the embedded PostgreSQL serves, because nothing else is configured. */
    boolean isEmbedded() {
        return variables.get(INIT_URL) == null
                && Stream.of(ConnectionRole.values()).noneMatch(config::hasConnection);
    }

    EmbeddedDatabase embedded() {
        return embedded;
    }

    /** The connection, or null if nothing of it is configured. Starts the embedded server where that is the one. */
    @Nullable
    Login find(ConnectionRole role) {
        if (isEmbedded()) {
            return embedded.isPresent() ? embedded.as(role) : null;
        }
        return config.hasConnection(role) ? Login.of(config.connection(role)) : null;
    }

    Login require(ConnectionRole role) {
        if (!isEmbedded()) {
            return Login.of(config.connection(role));
        }
        if (!embedded.isPresent()) {
            throw CommandException.notConfigured(
                    "No connection is configured, and this directory has no embedded PostgreSQL yet",
                    "Make one in ./.tenancy with: tenancyctl init; or configure connections in tenancy.yaml or "
                            + role.urlVariable());
        }
        Login login = embedded.as(role);
        if (login.password() == null) {
            throw CommandException.notConfigured(
                    "The embedded PostgreSQL has no password for " + login.user() + " yet", "Run: tenancyctl init");
        }
        return login;
    }

    /** A source of fresh connections whose statements Ctrl-C cancels. */
    DataSource dataSource(ConnectionRole role) {
        return open(require(role));
    }

    /** The same, to a database whose control plane this program understands. */
    DataSource controlled(ConnectionRole role) {
        DataSource source = dataSource(role);
        ControlPlaneVersion unused = TenancySchema.requireCompatible(source);
        return source;
    }

    DataSource open(Login login) {
        return new CancellableDataSource(login.dataSource(), session.interruption());
    }
}
