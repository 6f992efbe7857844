package io.tenancy.config;

import java.util.Locale;

/** The connections that an installation may have, each with a login of its own. */
public enum ConnectionRole {
    /** The application: sees one tenant at a time. */
    APP("TENANCY_APP", "tenancy_app"),
    /** Explicit work across tenants. */
    ADMIN("TENANCY_ADMIN", "tenancy_admin"),
    /** Control plane and migrations; direct, not through a transaction pooler. */
    MIGRATOR("TENANCY", "tenancy_migrator"),
    /** Jobs and queues of the platform. */
    WORKER("TENANCY_WORKER", "tenancy_worker"),
    /** Notifications of the registry; direct, not through a transaction pooler. */
    LISTEN("TENANCY_LISTEN", "tenancy_app");

    private final String prefix;
    private final String defaultUser;

    ConnectionRole(String prefix, String defaultUser) {
        this.prefix = prefix;
        this.defaultUser = defaultUser;
    }

    /**
     * The key under {@code connections} in the file.
     *
     * @return app, admin, migrator, worker or listen
     */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The login that is used where neither file nor environment names one.
     *
     * @return a role of Tenancy
     */
    public String defaultUser() {
        return defaultUser;
    }

    /**
     * The environment variable that overrides the URL.
     *
     * @return such as {@code TENANCY_APP_URL}; of the migrator {@code TENANCY_URL}
     */
    public String urlVariable() {
        return prefix + "_URL";
    }

    /**
     * The environment variable that overrides the login.
     *
     * @return such as {@code TENANCY_APP_USER}; of the migrator {@code TENANCY_USER}
     */
    public String userVariable() {
        return prefix + "_USER";
    }

    /**
     * The environment variable that overrides the password.
     *
     * @return such as {@code TENANCY_APP_PASSWORD}; of the migrator {@code TENANCY_PASSWORD}
     */
    public String passwordVariable() {
        return prefix + "_PASSWORD";
    }
}
