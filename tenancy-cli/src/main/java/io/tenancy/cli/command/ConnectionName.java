package io.tenancy.cli.command;

import java.util.Locale;

/** The connections a command may need, and the environment variables that set them. */
enum ConnectionName {
    MIGRATOR("TENANCY", "tenancy_migrator"),
    APP("TENANCY_APP", "tenancy_app"),
    ADMIN("TENANCY_ADMIN", "tenancy_admin"),
    WORKER("TENANCY_WORKER", "tenancy_worker"),
    LISTEN("TENANCY_LISTEN", "tenancy_app");

    private final String prefix;
    private final String role;

    ConnectionName(String prefix, String role) {
        this.prefix = prefix;
        this.role = role;
    }

    String urlVariable() {
        return prefix + "_URL";
    }

    String userVariable() {
        return prefix + "_USER";
    }

    String passwordVariable() {
        return prefix + "_PASSWORD";
    }

    /** The role that the connection is meant for. */
    String role() {
        return role;
    }

    /** The key below {@code connections} in tenancy.yaml. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
