package io.tenancy.jdbc.internal.apikey;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.tenancy.apikey.ApiKeyRefusedException;
import io.tenancy.jdbc.provision.JdbcTenantStore;
import io.tenancy.tenant.RegistryUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keys by id, remembered. A key that is there is remembered until its tenant changes or nobody can confirm it any more: then nobody is let
 * in, however well the key was known. Ids that nobody has are remembered apart, few and for a short time, so that strangers who make
 * them up push no key out. Thread-safe.
 */
final class KeyMemory {
    /** With the feed's two seconds between looks below the five within which a revoked key must be refused. */
    private static final Duration TIME_TO_LIVE = Duration.ofMillis(2_500);

    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(1);
    private static final int MOST_UNKNOWN = 10_000;

    private final DataSource app;
    private final Function<String, KeptKey> known;
    private final Cache<String, Boolean> unknown = Caffeine.newBuilder()
            .maximumSize(MOST_UNKNOWN)
            .expireAfterWrite(UNKNOWN_FOR)
            .ticker(Ticker.systemTicker())
            .build();
    private final LongAdder queries = new LongAdder();

    KeyMemory(DataSource app, JdbcTenantStore tenants) {
        this.app = app;
        this.known = tenants.remember(
                this::ask, (id, key, changed) -> key.tenant().equals(changed), TIME_TO_LIVE, Duration.ZERO);
    }

    @Nullable
    KeptKey find(String id) {
        if (unknown.getIfPresent(id) != null) {
            return null;
        }
        try {
            return known.apply(id);
        } catch (ApiKeyRefusedException e) {
            return null;
        } catch (RegistryUnavailableException e) {
            // What another thread that asked the same was told.
            if (e.getCause() instanceof ApiKeyRefusedException) {
                return null;
            }
            throw e;
        }
    }

    private KeptKey ask(String id) {
        queries.increment();
        Optional<KeptKey> found;
        try {
            found = autocommitted(id);
        } catch (SQLException e) {
            throw new RegistryUnavailableException("API key", e);
        }
        if (found.isEmpty()) {
            unknown.put(id, true);
            // Thrown, not answered: only answers are remembered.
            throw ApiKeyRefusedException.invalid();
        }
        return found.get();
    }

    private Optional<KeptKey> autocommitted(String id) throws SQLException {
        try (var connection = app.getConnection()) {
            boolean before = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try {
                return KeptKey.find(connection, id);
            } finally {
                if (!before && !connection.isClosed()) {
                    connection.setAutoCommit(false);
                }
            }
        }
    }

    long queries() {
        return queries.sum();
    }

    long unknown() {
        unknown.cleanUp();
        return unknown.estimatedSize();
    }
}
