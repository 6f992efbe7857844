package io.tenancy.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a connection's URL may be: the server and database, and no secret, since URLs are printed and logged. */
final class ConnectionUrl {
    static final String SCHEME = "jdbc:postgresql:";

    private ConnectionUrl() {}

    /** What is wrong, without telling the URL; null if nothing is. */
    static @Nullable String problem(String url) {
        if (!url.startsWith(SCHEME)) {
            return "must begin with " + SCHEME + "; write jdbc:postgresql://host:port/database";
        }
        int question = url.indexOf('?');
        String place = question < 0 ? url : url.substring(0, question);
        if (place.indexOf('@') >= 0) {
            return "must not hold login and password; give them as user and password";
        }
        if (question >= 0) {
            for (String parameter : url.substring(question + 1).split("&", -1)) {
                String name = parameter.split("=", 2)[0].toLowerCase(Locale.ROOT);
                if (name.contains("password") || name.equals("user")) {
                    return "must not hold login and password; give them as user and password";
                }
            }
        }
        return null;
    }
}
