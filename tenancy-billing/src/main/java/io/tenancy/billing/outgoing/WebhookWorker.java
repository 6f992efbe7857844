package io.tenancy.billing.outgoing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.tenancy.TenancyException;
import io.tenancy.billing.outgoing.DeliveryRows.Taken;
import io.tenancy.jdbc.secret.SecretKeyset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what {@link OutgoingWebhooks} wrote down. An endpoint is sent one message at a time, rests after a failure, and half of the
 * threads never touch one whose last attempt failed: a dead endpoint delays nobody else. No transaction is open during a call. Several
 * workers may run at once. Thread-safe; {@link #close()} lets the calls that are open come to their end.
 *
 * <pre>{@code
 * try (WebhookWorker worker = new WebhookWorker(workerSource, keyset, TargetGuard.publicInternet(AddressResolver.system()), clock)) {
 *     worker.start(8);
 * }
 * }</pre>
 */
public final class WebhookWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookWorker.class);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration CALL = Duration.ofSeconds(20);
    private static final int POLL_MILLIS = 500;

    private final DeliveryRows rows;
    private final SecretKeyset keyset;
    private final Sender sender;
    private final Clock clock;
    private final List<ScheduledFuture<?>> lanes = new ArrayList<>();
    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(0, task -> {
        Thread thread = new Thread(task, "tenancy-webhooks");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Makes one, which does nothing yet. A call takes at most 20 seconds, 5 of them to connect.
     *
     * @param worker connects as {@code tenancy_worker}
     * @param keyset opens the endpoints' keys
     * @param guard says where calls may go
     * @param clock says what is due
     */
    public WebhookWorker(DataSource worker, SecretKeyset keyset, TargetGuard guard, Clock clock) {
        this(worker, keyset, guard, clock, CALL);
    }

    WebhookWorker(DataSource worker, SecretKeyset keyset, TargetGuard guard, Clock clock, Duration call) {
        this.rows = new DeliveryRows(worker, clock);
        this.keyset = keyset;
        this.clock = clock;
        this.sender = new Sender(
                guard, SocketFactory.getDefault(), (SSLSocketFactory) SSLSocketFactory.getDefault(), CONNECT, call);
    }

    /**
     * Begins to send, and asks twice a second what is due.
     *
     * @param count how many calls may be open at once, at least 2
     * @throws IllegalArgumentException if it is less
     */
    public synchronized void start(int count) {
        if (count < 2 || !lanes.isEmpty()) {
            throw new IllegalArgumentException("Start once, with at least 2 threads");
        }
        threads.setCorePoolSize(count);
        for (int i = 0; i < count; i++) {
            boolean onlyHealthy = i % 2 == 0;
            lanes.add(threads.scheduleWithFixedDelay(() -> lane(onlyHealthy), 0, POLL_MILLIS, TimeUnit.MILLISECONDS));
        }
    }

    /** What a schedule throws ends it for good. */
    private void lane(boolean onlyHealthy) {
        try {
            drain(onlyHealthy);
        } catch (RuntimeException e) {
            LOG.warn("Webhooks rest for a moment: {}", e.getClass().getSimpleName());
        }
    }

    /**
     * Sends on this thread until nothing is due.
     *
     * @return how many attempts were made
     */
    public int drain() {
        return drain(false);
    }

    @CanIgnoreReturnValue
    private int drain(boolean onlyHealthy) {
        int all = 0;
        while (!threads.isShutdown()) {
            Optional<Taken> taken = rows.take(onlyHealthy);
            if (taken.isEmpty()) {
                break;
            }
            attempt(taken.get());
            all++;
        }
        return all;
    }

    private void attempt(Taken taken) {
        SendResult result = send(taken);
        if (result.isDelivered()) {
            rows.delivered(taken, result);
        } else {
            LOG.info("Webhook {} failed at attempt {}: {}", taken.message(), taken.attempts(), result.note());
            rows.failed(taken, result);
        }
    }

    private SendResult send(Taken taken) {
        byte[] body = taken.body().getBytes(StandardCharsets.UTF_8);
        List<SigningKey> keys = new ArrayList<>();
        try {
            keys.add(open(taken.endpoint(), taken.secret()));
            byte[] previous = taken.previous();
            if (previous != null) {
                keys.add(open(taken.endpoint(), previous));
            }
        } catch (TenancyException e) {
            return SendResult.failed("key cannot be opened");
        }
        return sender.post(
                taken.url(),
                MessageSignature.headers(OutgoingWebhooks.headerId(taken.message()), clock.instant(), body, keys),
                body);
    }

    private SigningKey open(UUID endpoint, byte[] sealed) {
        return SigningKey.parse(
                new String(keyset.open(sealed, WebhookEndpoints.place(endpoint)), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CALL.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("Webhook calls were left open; they are made again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sender.close();
    }
}
