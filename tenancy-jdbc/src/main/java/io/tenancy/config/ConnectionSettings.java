package io.tenancy.config;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How to connect in one role. Immutable; its text form never holds the password. */
public final class ConnectionSettings {
    private final ConnectionRole role;
    private final String url;
    private final String user;
    private final @Nullable String password;
    private final String origin;

    ConnectionSettings(ConnectionRole role, String url, String user, @Nullable String password, String origin) {
        this.role = Objects.requireNonNull(role, "role");
        this.url = Objects.requireNonNull(url, "url");
        this.user = Objects.requireNonNull(user, "user");
        this.password = password;
        this.origin = Objects.requireNonNull(origin, "origin");
    }

    /**
     * What the connection is for.
     *
     * @return the role
     */
    public ConnectionRole role() {
        return role;
    }

    /**
     * The server and database.
     *
     * @return a URL of the form {@code jdbc:postgresql://host:port/database}, without login and password
     */
    public String url() {
        return url;
    }

    /**
     * The login.
     *
     * @return the name of a database role
     */
    public String user() {
        return user;
    }

    /**
     * The password.
     *
     * @return the password, or null if none is configured: the driver then looks into {@code ~/.pgpass}, or the server asks for none
     */
    public @Nullable String password() {
        return password;
    }

    /**
     * Where the URL was found, for people.
     *
     * @return the environment variable, or the key in the file
     */
    public String origin() {
        return origin;
    }

    /**
     * Server and database without the URL's parameters, for people.
     *
     * @return such as {@code //localhost:5432/app}
     */
    public String address() {
        String bare = url.substring(ConnectionUrl.SCHEME.length());
        int parameters = bare.indexOf('?');
        return parameters < 0 ? bare : bare.substring(0, parameters);
    }

    @Override
    public String toString() {
        return role.key() + " connection " + user + " at " + address() + " (from " + origin + ")";
    }
}
