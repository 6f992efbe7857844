package io.tenancy.jdbc.migration;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The passwords that {@link TenancySchema#installRoles} gives to the login roles. A role without one here keeps the password it has;
 * a new role without one cannot log in with a password until it gets one. Immutable; never prints a password.
 *
 * <pre>{@code
 * RolePasswords passwords = RolePasswords.none()
 *         .with(TenancyRole.MIGRATOR, secrets.get("migrator"))
 *         .with(TenancyRole.APP, secrets.get("app"));
 * }</pre>
 */
public final class RolePasswords {
    private static final RolePasswords NONE = new RolePasswords(new TreeMap<>());

    private final Map<TenancyRole, String> byRole;

    private RolePasswords(Map<TenancyRole, String> byRole) {
        this.byRole = byRole;
    }

    /**
     * No passwords: what roles have is kept.
     *
     * @return the empty set
     */
    public static RolePasswords none() {
        return NONE;
    }

    /**
     * One password for every login role, for tests and the embedded server.
     *
     * @param password the password
     * @return passwords for all login roles
     */
    public static RolePasswords same(String password) {
        RolePasswords all = NONE;
        for (TenancyRole role : TenancyRole.values()) {
            if (role.canLogin()) {
                all = all.with(role, password);
            }
        }
        return all;
    }

    /**
     * These passwords and one more.
     *
     * @param role a role that can log in
     * @param password the password; sent to the server only as a SCRAM verifier
     * @return new passwords
     * @throws IllegalArgumentException if the role cannot log in or the password is empty
     */
    public RolePasswords with(TenancyRole role, String password) {
        if (!role.canLogin()) {
            throw new IllegalArgumentException(role.roleName() + " cannot log in and takes no password");
        }
        if (Objects.requireNonNull(password, "password").isEmpty()) {
            throw new IllegalArgumentException("The password of " + role.roleName() + " is empty");
        }
        Map<TenancyRole, String> copy = new TreeMap<>(byRole);
        copy.put(role, password);
        return new RolePasswords(copy);
    }

    @Nullable
    String of(TenancyRole role) {
        return byRole.get(role);
    }

    @Override
    public String toString() {
        return "RolePasswords" + byRole.keySet();
    }
}
