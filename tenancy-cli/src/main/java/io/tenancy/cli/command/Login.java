package io.tenancy.cli.command;

import io.tenancy.config.ConnectionSettings;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How to reach a database as one role. Never prints the password, nor the parameters of the URL.
 *
 * @param url {@code jdbc:postgresql://..}
 * @param user the role
 * @param password the password, or null
 * @param origin where the URL was found, for people
 */
record Login(String url, String user, @Nullable String password, String origin) {
    private static final String SCHEME = "jdbc:postgresql:";
    private static final int CONNECT_SECONDS = 10;

    static Login of(ConnectionSettings configured) {
        return new Login(configured.url(), configured.user(), configured.password(), configured.origin());
    }

    PGSimpleDataSource dataSource() {
        if (!url.startsWith(SCHEME)) {
            throw CommandException.usage(
                    "The URL in " + origin + " does not begin with " + SCHEME,
                    "Write it as jdbc:postgresql://host:port/database");
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setApplicationName("tenancyctl");
        try {
            source.setUrl(url);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(
                    "The URL in " + origin + " cannot be read", "Write it as jdbc:postgresql://host:port/database");
        }
        source.setUser(user);
        if (password != null) {
            source.setPassword(password);
        }
        return source;
    }

    /** Server and database, without anything secret. */
    String address() {
        String bare = url.startsWith(SCHEME) ? url.substring(SCHEME.length()) : url;
        int parameters = bare.indexOf('?');
        String place = parameters < 0 ? bare : bare.substring(0, parameters);
        return place.substring(place.lastIndexOf('@') + 1).replaceFirst("^//", "");
    }

    @Override
    public String toString() {
        return user + "@" + address();
    }
}
