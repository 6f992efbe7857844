package io.tenancy.jdbc.internal.registry;

import io.tenancy.tenant.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the caches what becomes of the registry, on one daemon thread. Every two seconds it compares the registry's token, so that a
 * dead connection or a lost notification is found out; between, on a connection that can listen, it hears of changes at once.
 */
final class RegistryFeed implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryFeed.class);
    /** With the interval well below the time an answer lives by itself, so that a dead connection is found out before that. */
    private static final int NETWORK_TIMEOUT_MILLIS = 1_500;

    /** How the feed hears of changes at present. */
    enum State {
        /** Nothing heard yet. */
        STARTING,
        /** At once. */
        LISTENING,
        /** By asking. */
        POLLING,
        /** Not at all: the database does not answer. */
        DOWN
    }

    private final List<RegistryWatcher> caches;
    private final RegistrySource source;
    private final @Nullable DataSource listen;
    private final LongSupplier ticker;
    private final Duration interval;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this, "tenancy-registry");
    private @Nullable UUID token;
    private volatile State state = State.STARTING;
    private volatile @Nullable Connection listening;

    RegistryFeed(
            List<RegistryWatcher> caches,
            RegistrySource source,
            @Nullable DataSource listen,
            LongSupplier ticker,
            Duration interval) {
        this.caches = caches; // may grow while the feed runs
        this.source = source;
        this.listen = listen;
        this.ticker = ticker;
        this.interval = interval;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    State state() {
        return state;
    }

    @Override
    public void run() {
        while (isOpen()) {
            try {
                if (listen != null) {
                    listenUntilLost(listen);
                }
                if (isOpen()) {
                    poll();
                }
            } catch (RuntimeException e) {
                // A pool that was closed, say. The thread must outlive it: without it nobody hears of a change.
                caches.forEach(RegistryWatcher::down);
                become(State.DOWN, e);
            }
            if (isOpen()) {
                pause();
            }
        }
    }

    private boolean isOpen() {
        return closing.getCount() > 0;
    }

    private void pause() {
        try {
            boolean closed = closing.await(interval.toMillis(), TimeUnit.MILLISECONDS);
            LOG.trace("waited, closed: {}", closed);
        } catch (InterruptedException e) {
            // Only close() has a reason to interrupt.
            closing.countDown();
        }
    }

    /** One comparison over an ordinary connection. */
    void poll() {
        long asked = ticker.getAsLong();
        try {
            compare(source.version(), asked, false);
            become(State.POLLING, null);
        } catch (SQLException e) {
            caches.forEach(RegistryWatcher::down);
            become(State.DOWN, e);
        }
    }

    private void listenUntilLost(DataSource direct) {
        try (Connection connection = direct.getConnection()) {
            listening = connection;
            connection.setAutoCommit(true);
            // A connection that died without a word would keep the thread for ever.
            connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MILLIS);
            Jdbc.run(connection, "listen tenancy_registry");
            PGConnection notifications = connection.unwrap(PGConnection.class);
            // What happened before this connection listened is explained by nothing it hears.
            long started = ticker.getAsLong();
            compare(RegistrySource.version(connection), started, false);
            become(State.LISTENING, null);
            while (isOpen()) {
                boolean heard = handle(notifications.getNotifications((int) interval.toMillis()));
                long asked = ticker.getAsLong();
                UUID version = RegistrySource.version(connection);
                heard |= handle(notifications.getNotifications());
                compare(version, asked, heard);
            }
        } catch (SQLException e) {
            if (isOpen()) {
                LOG.warn("Lost the connection that hears of registry changes ({}); polling", ServerFailure.state(e));
            }
        } finally {
            listening = null;
        }
    }

    private boolean handle(PGNotification @Nullable [] notifications) {
        boolean heard = false;
        if (notifications != null) {
            for (PGNotification notification : notifications) {
                Optional<TenantId> tenant = tenant(notification.getParameter());
                tenant.ifPresent(changed -> caches.forEach(cache -> cache.changed(changed)));
                heard |= tenant.isPresent();
            }
        }
        return heard;
    }

    /** Anybody who may connect may also send on the channel; what is no id of a tenant is not from us. */
    private static Optional<TenantId> tenant(String payload) {
        try {
            return Optional.of(TenantId.parse(payload));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A changed token that a notification explains is no news; one that none explains means that some were lost. */
    private void compare(UUID version, long asked, boolean explained) {
        boolean same = version.equals(token);
        token = version;
        if (same || explained) {
            caches.forEach(cache -> cache.confirm(asked));
        } else {
            // Not the moment of asking: an answer may have been fetched between that and the change.
            long now = ticker.getAsLong();
            caches.forEach(cache -> cache.changed(now));
        }
    }

    private void become(State next, @Nullable Exception reason) {
        if (state != next) {
            if (next == State.DOWN) {
                LOG.warn("The tenant registry does not answer", reason);
            } else {
                LOG.info("Registry changes: {}", next);
            }
            state = next;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        Connection open = listening;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("The listening connection was gone already", e);
            }
        }
    }
}
