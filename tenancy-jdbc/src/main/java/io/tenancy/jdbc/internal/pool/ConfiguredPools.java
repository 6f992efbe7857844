package io.tenancy.jdbc.internal.pool;

import com.zaxxer.hikari.HikariDataSource;
import io.tenancy.config.ConnectionRole;
import io.tenancy.config.ConnectionSettings;
import io.tenancy.config.TenancyConfig;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** The pools that a configuration describes, opened when asked for and closed together. For one thread until built. */
public final class ConfiguredPools implements AutoCloseable {
    private static final int APP_CONNECTIONS = 10;
    private static final int OTHER_CONNECTIONS = 2;

    private final TenancyConfig config;
    private final Map<ConnectionRole, HikariDataSource> pools = new EnumMap<>(ConnectionRole.class);

    private ConfiguredPools(TenancyConfig config) {
        this.config = config;
    }

    /**
     * Opens nothing yet.
     *
     * @param config the configuration
     * @return the pools
     */
    public static ConfiguredPools of(TenancyConfig config) {
        return new ConfiguredPools(config);
    }

    /**
     * The pool of a connection that must be there.
     *
     * @param role the connection
     * @return the pool
     * @throws io.tenancy.config.ConnectionNotConfiguredException if it is not configured
     */
    public DataSource require(ConnectionRole role) {
        return pools.computeIfAbsent(role, key -> open(config.connection(key)));
    }

    /**
     * The pool of a connection that may be there.
     *
     * @param role the connection
     * @return the pool, or empty if it is not configured
     */
    public Optional<DataSource> find(ConnectionRole role) {
        return config.hasConnection(role) ? Optional.of(require(role)) : Optional.empty();
    }

    private static HikariDataSource open(ConnectionSettings settings) {
        return Pools.open(
                "tenancy-" + settings.role().key(),
                settings.url(),
                settings.user(),
                settings.password(),
                settings.role() == ConnectionRole.APP ? APP_CONNECTIONS : OTHER_CONNECTIONS);
    }

    @Override
    public void close() {
        pools.values().forEach(HikariDataSource::close);
    }
}
