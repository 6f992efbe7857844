package io.tenancy.cli.demo;

import io.tenancy.jdbc.migration.RolePasswords;
import io.tenancy.jdbc.migration.TenancyRole;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ds.common.BaseDataSource;

/**
 * A PostgreSQL for demonstrations, reached as its superuser. Immutable; never prints a password.
 */
public final class DemoServer {
    private final String host;
    private final int port;
    private final String superuser;
    private final String password;
    private final Map<TenancyRole, String> rolePasswords;

    private DemoServer(
            String host, int port, String superuser, String password, Map<TenancyRole, String> rolePasswords) {
        this.host = Objects.requireNonNull(host, "host");
        this.port = port;
        this.superuser = Objects.requireNonNull(superuser, "superuser");
        this.password = Objects.requireNonNull(password, "password");
        this.rolePasswords = new EnumMap<>(TenancyRole.class);
        for (TenancyRole role : TenancyRole.values()) {
            if (role.canLogin()) {
                this.rolePasswords.put(role, rolePasswords.getOrDefault(role, password));
            }
        }
    }

    /**
     * A server on which the roles of Tenancy get the superuser's password.
     *
     * @param host its address
     * @param port its port
     * @param superuser the name of a superuser
     * @param password the superuser's password
     * @return the server
     */
    public static DemoServer at(String host, int port, String superuser, String password) {
        return new DemoServer(host, port, superuser, password, Map.of());
    }

    /**
     * The same server with a role that has another password, because somebody else uses it there too.
     *
     * @param role a role that can log in
     * @param secret its password
     * @return a new server
     */
    public DemoServer withPassword(TenancyRole role, String secret) {
        Map<TenancyRole, String> changed = new EnumMap<>(rolePasswords);
        changed.put(role, Objects.requireNonNull(secret, "secret"));
        return new DemoServer(host, port, superuser, password, changed);
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    /** The same server, reached through something else. */
    DemoServer through(String otherHost, int otherPort) {
        return new DemoServer(otherHost, otherPort, superuser, password, rolePasswords);
    }

    RolePasswords rolePasswords() {
        RolePasswords all = RolePasswords.none();
        for (Map.Entry<TenancyRole, String> entry : rolePasswords.entrySet()) {
            all = all.with(entry.getKey(), entry.getValue());
        }
        return all;
    }

    PGSimpleDataSource operator(String database) {
        return configured(new PGSimpleDataSource(), superuser, password, database);
    }

    /** Fresh connections of a role. */
    PGSimpleDataSource as(TenancyRole role, String database) {
        return configured(new PGSimpleDataSource(), role.roleName(), secret(role), database);
    }

    /** One connection of a role, used again and again. */
    PooledConnections pooled(TenancyRole role, String database) {
        return new PooledConnections(
                configured(new PGConnectionPoolDataSource(), role.roleName(), secret(role), database));
    }

    private String secret(TenancyRole role) {
        return Objects.requireNonNull(rolePasswords.get(role), role.roleName());
    }

    private <T extends BaseDataSource> T configured(T source, String user, String secret, String database) {
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(secret);
        source.setApplicationName("tenancyctl demo");
        return source;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
