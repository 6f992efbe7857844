package io.tenancy.cli.command;

import io.tenancy.config.ConnectionRole;
import io.tenancy.jdbc.migration.RolePasswords;
import io.tenancy.jdbc.migration.TenancyRole;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The passwords of the login roles: the configured ones, and new ones for roles that are about to be made and have none. New ones
 * are on disk before the server knows them, so that none is ever lost. Never prints one.
 */
final class RoleCredentials {
    private static final int PASSWORD_BYTES = 24;
    private static final String COMMENT = "Passwords of the database roles, made by tenancyctl. Keep it to yourself.";
    private static final List<ConnectionRole> LOGINS =
            List.of(ConnectionRole.MIGRATOR, ConnectionRole.APP, ConnectionRole.ADMIN, ConnectionRole.WORKER);

    private final SecretFile file;
    private final Login migrator;
    private final List<String> generated = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private RolePasswords passwords = RolePasswords.none();

    private RoleCredentials(SecretFile file, Login migrator) {
        this.file = file;
        this.migrator = migrator;
    }

    static RoleCredentials prepare(Session session, Operator operator) throws SQLException {
        boolean embedded = session.connections().isEmbedded();
        SecretFile file = embedded ? EmbeddedDatabase.passwords(session) : Connections.generated(session);
        Map<String, String> values = new LinkedHashMap<>(file.read());
        Set<String> existing = embedded ? Set.of() : existingRoles(operator.login());
        Map<TenancyRole, String> byRole = new LinkedHashMap<>();
        List<String> fresh = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (ConnectionRole name : LOGINS) {
            TenancyRole role = TenancyRole.valueOf(name.name());
            String password = embedded ? values.get(name.passwordVariable()) : configured(session.connections(), name);
            if (password == null && operator.login() != null && !existing.contains(name.defaultUser())) {
                password = newPassword();
                fresh.add(name.defaultUser());
                values.put(name.urlVariable(), operator.url());
                values.put(name.userVariable(), name.defaultUser());
                values.put(name.passwordVariable(), password);
            }
            if (password != null) {
                byRole.put(role, password);
            } else {
                left.add(name.defaultUser());
            }
        }
        Login migrator = new Login(
                operator.url(),
                ConnectionRole.MIGRATOR.defaultUser(),
                byRole.get(TenancyRole.MIGRATOR),
                "the migrator connection");
        if (migrator.password() == null && !Operator.canLogin(migrator)) {
            throw CommandException.notConfigured(
                    "Role " + migrator.user() + " exists on this server, and its password is configured nowhere here",
                    "Set TENANCY_PASSWORD to its password; a new one given there becomes its password");
        }
        if (!fresh.isEmpty()) {
            file.write(COMMENT, values);
        }
        RoleCredentials credentials = new RoleCredentials(file, migrator);
        byRole.forEach((role, password) -> credentials.passwords = credentials.passwords.with(role, password));
        credentials.generated.addAll(fresh);
        credentials.kept.addAll(left);
        return credentials;
    }

    /** The passwords on the embedded server by role, with new ones for roles that have none. */
    static Map<TenancyRole, String> ofEmbedded(Session session, String url) {
        SecretFile file = EmbeddedDatabase.passwords(session);
        Map<String, String> values = new LinkedHashMap<>(file.read());
        Map<TenancyRole, String> byRole = new EnumMap<>(TenancyRole.class);
        for (ConnectionRole name : LOGINS) {
            if (!values.containsKey(name.passwordVariable())) {
                values.put(name.urlVariable(), url);
                values.put(name.userVariable(), name.defaultUser());
                values.put(name.passwordVariable(), newPassword());
            }
            byRole.put(TenancyRole.valueOf(name.name()), values.get(name.passwordVariable()));
        }
        if (!values.equals(file.read())) {
            file.write(COMMENT, values);
        }
        return byRole;
    }

    /** The configured password of the role, which is that of its connection unless another user is configured there. */
    private static @Nullable String configured(Connections connections, ConnectionRole role) {
        String user = connections.variable(role.userVariable());
        String password = connections.variable(role.passwordVariable());
        if (password != null) {
            return user == null || user.equals(role.defaultUser()) ? password : null;
        }
        Login login = connections.find(role);
        return login != null && login.user().equals(role.defaultUser()) ? login.password() : null;
    }

    private static Set<String> existingRoles(@Nullable Login operator) throws SQLException {
        Set<String> roles = new HashSet<>();
        if (operator == null) {
            return roles;
        }
        try (Connection connection = operator.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "select rolname from pg_catalog.pg_roles where rolname like 'tenancy\\_%'")) {
            while (found.next()) {
                roles.add(found.getString(1));
            }
        }
        return roles;
    }

    private static String newPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    RolePasswords passwords() {
        return passwords;
    }

    /** The migrator's own login on the database that is set up. */
    Login migrator() {
        return migrator;
    }

    /** Roles that got a new password now. */
    List<String> generated() {
        return List.copyOf(generated);
    }

    /** Roles whose password is unknown here and stays what it is. */
    List<String> kept() {
        return List.copyOf(kept);
    }

    /** Where new passwords stand, or null if there are none. */
    @Nullable
    String file() {
        return file.exists() ? file.path().toString() : null;
    }
}
