package io.tenancy.cli.command;

import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How to reach a database as one login. Never prints the password, nor the parameters of the URL, which may hold one.
 *
 * @param url {@code jdbc:postgresql://..}
 * @param user the login, null if the URL names it
 * @param password the password, null if there is none or the URL holds it
 * @param source where these settings were found, for people
 */
record ConnectionSettings(
        String url, @Nullable String user, @Nullable String password, String source) {
    private static final String SCHEME = "jdbc:postgresql:";
    private static final int CONNECT_SECONDS = 10;

    PGSimpleDataSource dataSource() {
        if (!url.startsWith(SCHEME)) {
            throw CommandException.usage(
                    "The URL of a connection does not begin with " + SCHEME + " (" + source + ")",
                    "Write it as jdbc:postgresql://host:port/database");
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setApplicationName("tenancyctl");
        try {
            source.setUrl(url);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(
                    "The URL of a connection cannot be read (" + source() + ")",
                    "Write it as jdbc:postgresql://host:port/database");
        }
        if (user != null) {
            source.setUser(user);
        }
        if (password != null) {
            source.setPassword(password);
        }
        return source;
    }

    ConnectionSettings as(String otherUser, @Nullable String otherPassword) {
        return new ConnectionSettings(url, otherUser, otherPassword, source);
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
        return (user == null ? "" : user + "@") + address();
    }
}
