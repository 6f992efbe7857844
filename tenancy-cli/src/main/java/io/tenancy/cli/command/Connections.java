package io.tenancy.cli.command;

import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Finds the connection a command needs: in the environment and tenancy.yaml, then in what {@code init} wrote to
 * {@code .tenancy/connections.env}, then in the embedded PostgreSQL of this directory. The first of these that names any connection
 * is the one; they are not mixed, but for a password that only {@code init} knows.
 */
final class Connections {
    static final String INIT_URL = "TENANCY_INIT_URL";
    static final String INIT_USER = "TENANCY_INIT_USER";
    static final String INIT_PASSWORD = "TENANCY_INIT_PASSWORD";

    private final Session session;
    private final SecretFile generated;
    private final Map<String, String> variables;
    private final EmbeddedDatabase embedded;

    Connections(Session session) {
        this.session = session;
        this.generated = generated(session);
        this.variables = new HashMap<>(generated.read());
        this.variables.putAll(session.environment());
        this.embedded = new EmbeddedDatabase(session);
    }

    static SecretFile generated(Session session) {
        return new SecretFile(EmbeddedDatabase.home(session).resolve("connections.env"));
    }

    /** Whether the embedded PostgreSQL serves, because nothing else is configured. */
    boolean isEmbedded() {
        for (ConnectionName name : ConnectionName.values()) {
            if (variables.containsKey(name.urlVariable())) {
                return false;
            }
        }
        return !variables.containsKey(INIT_URL);
    }

    EmbeddedDatabase embedded() {
        return embedded;
    }

    /** The connection, or null if it is not configured. Starts the embedded server where that is the one. */
    @Nullable
    ConnectionSettings find(ConnectionName name) {
        if (isEmbedded()) {
            return embedded.isPresent() ? embedded.as(name) : null;
        }
        String url = variables.get(name.urlVariable());
        return url == null
                ? null
                : new ConnectionSettings(
                        url,
                        variables.getOrDefault(name.userVariable(), name.role()),
                        variables.get(name.passwordVariable()),
                        source(name));
    }

    private String source(ConnectionName name) {
        return session.environment().containsKey(name.urlVariable())
                ? name.urlVariable()
                : generated.path().toString();
    }

    ConnectionSettings require(ConnectionName name) {
        ConnectionSettings found = find(name);
        if (found != null) {
            return found;
        }
        if (isEmbedded()) {
            throw CommandException.notConfigured(
                    "No connection is configured, and this directory has no embedded PostgreSQL yet",
                    "Make one in ./.tenancy with: tenancyctl init; or set " + name.urlVariable() + ", "
                            + name.userVariable() + " and " + name.passwordVariable());
        }
        throw CommandException.notConfigured(
                "The " + name.key() + " connection is not configured",
                "Set " + name.urlVariable() + ", " + name.userVariable() + " and " + name.passwordVariable()
                        + ", or connections." + name.key() + " in tenancy.yaml");
    }

    /** A source of fresh connections whose statements Ctrl-C cancels. */
    DataSource dataSource(ConnectionName name) {
        return open(require(name));
    }

    DataSource open(ConnectionSettings settings) {
        return new CancellableDataSource(settings.dataSource(), session.interruption());
    }
}
