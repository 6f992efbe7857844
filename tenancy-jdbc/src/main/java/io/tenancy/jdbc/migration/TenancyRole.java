package io.tenancy.jdbc.migration;

/**
 * The database roles of Tenancy. They belong to the whole server, not to one database, and their names are fixed, so that policies
 * can name them.
 */
public enum TenancyRole {
    /** Owns the application's tables, views and functions; nobody logs in as it, and under FORCE it sees no row. */
    OWNER("tenancy_owner", false),
    /** Owns the control plane and what runs there with its owner's rights; nothing of the application's belongs to it. */
    CONTROL("tenancy_control", false),
    /** Owns the look-up functions that run before a tenant is bound. */
    RESOLVER("tenancy_resolver", false),
    /** Runs migrations; member of the owner, with a policy of its own. */
    MIGRATOR("tenancy_migrator", true),
    /** The application: sees one tenant at a time. */
    APP("tenancy_app", true),
    /** Explicit, reasoned, audited work across tenants. */
    ADMIN("tenancy_admin", true),
    /** Jobs and queues of the platform. */
    WORKER("tenancy_worker", true);

    private final String roleName;
    private final boolean login;

    TenancyRole(String roleName, boolean login) {
        this.roleName = roleName;
        this.login = login;
    }

    /**
     * The name on the server.
     *
     * @return the role name, needs no quoting
     */
    public String roleName() {
        return roleName;
    }

    /**
     * Whether the role may log in.
     *
     * @return false for the roles that only own
     */
    public boolean canLogin() {
        return login;
    }
}
