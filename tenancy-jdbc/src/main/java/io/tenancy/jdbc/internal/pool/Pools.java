package io.tenancy.jdbc.internal.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes the pools of an application that brings none of its own. */
public final class Pools {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

    private Pools() {}

    /**
     * Opens a pool. Connections are made at first use; nothing on them is reset, because nothing of a tenant stays on them.
     *
     * @param name for threads and logs
     * @param url the JDBC address
     * @param user the role
     * @param password its password, or null to leave it to the driver
     * @param size the most connections at once
     * @return the pool; the caller closes it
     */
    public static HikariDataSource open(String name, String url, String user, @Nullable String password, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(CONNECT_WITHIN.toMillis());
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }
}
