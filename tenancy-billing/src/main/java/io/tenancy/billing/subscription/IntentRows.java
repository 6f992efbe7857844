package io.tenancy.billing.subscription;

import io.tenancy.billing.MadeObject;
import io.tenancy.billing.PlanPrice;
import io.tenancy.billing.internal.Database;
import io.tenancy.billing.internal.Row;
import io.tenancy.billing.internal.Transaction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What we want of gateways, written down before they are asked. Thread-safe. */
final class IntentRows {
    /** Longer than any call with its attempts may take. */
    static final Duration LEASE = Duration.ofMinutes(10);

    /** A request that is still on its way has arrived by then. */
    private static final Duration SETTLED = Duration.ofMinutes(5);

    private static final int MOST = 100;

    private final Database database;

    IntentRows(DataSource worker, Clock clock) {
        this.database = new Database(worker, clock);
    }

    enum State {
        FRESH,
        TAKEN_OVER,
        BUSY,
        DONE,
        REFUSED,
        MISMATCH
    }

    record Claim(State state, @Nullable String resultId, Instant createdAt) {}

    record Open(String key, String gateway, @Nullable MadeObject made, String within) {}

    Claim claim(GatewayOrder<?> order) {
        byte[] hash = hash(order.request());
        PlanPrice price = order.price();
        return database.in("write down an order", dsl -> {
            int fresh = dsl.execute(
                    "insert into tenancy.billing_intent (key, gateway, mode, tenant_id, operation, made, within, request_hash, state,"
                            + " attempts, created_at, leased_until, plan, plan_version, quantity, amount_minor, currency,"
                            + " interval_unit, interval_count)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', 1, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                    order.key().text(),
                    order.gateway().profile().name(),
                    order.gateway().mode().name(),
                    order.key().tenant().value(),
                    order.key().operation(),
                    order.made() == null ? null : order.made().name(),
                    order.within(),
                    hash,
                    database.now(),
                    database.now().plus(LEASE),
                    price == null ? null : price.plan(),
                    price == null ? null : price.version(),
                    price == null ? null : order.quantity(),
                    price == null ? null : price.amount().amountMinor(),
                    price == null ? null : price.amount().currency().getCurrencyCode(),
                    price == null ? null : price.interval().unit().name(),
                    price == null ? null : price.interval().count());
            return fresh == 1
                    ? new Claim(State.FRESH, null, database.now().toInstant())
                    : again(dsl, order.key().text(), hash);
        });
    }

    private record Known(
            boolean same, String state, @Nullable String result, Instant createdAt, Instant leasedUntil) {
        static Known of(Row row) {
            return new Known(
                    row.get("same", Boolean.class),
                    row.get("state", String.class),
                    row.orNull("result_id", String.class),
                    row.get("created_at", OffsetDateTime.class).toInstant(),
                    row.get("leased_until", OffsetDateTime.class).toInstant());
        }
    }

    private Claim again(Transaction dsl, String key, byte[] hash) {
        Known known = dsl.query(
                        "select request_hash = ? as same, state, result_id, created_at, leased_until from tenancy.billing_intent"
                                + " where key = ? for update",
                        hash,
                        key)
                .first(Known::of)
                .orElseThrow();
        State state = state(known);
        if (state == State.TAKEN_OVER) {
            dsl.execute(
                    "update tenancy.billing_intent set attempts = attempts + 1, leased_until = ? where key = ?",
                    database.now().plus(LEASE),
                    key);
        }
        return new Claim(state, known.result(), known.createdAt());
    }

    private State state(Known known) {
        if (!known.same()) {
            return State.MISMATCH;
        }
        return switch (known.state()) {
            case "DONE" -> State.DONE;
            case "REFUSED" -> State.REFUSED;
            default -> known.leasedUntil().isAfter(database.now().toInstant()) ? State.BUSY : State.TAKEN_OVER;
        };
    }

    void close(String key, String state, @Nullable String result, @Nullable String code) {
        int unused = database.in(
                "close an order",
                dsl -> dsl.execute(
                        "update tenancy.billing_intent set state = ?, result_id = ?, code = ?, finished_at = ? where key = ?",
                        state,
                        result,
                        code,
                        database.now(),
                        key));
    }

    void release(String key, String state) {
        int unused = database.in(
                "leave an order open",
                dsl -> dsl.execute(
                        "update tenancy.billing_intent set state = ?, leased_until = ? where key = ?",
                        state,
                        database.now(),
                        key));
    }

    /** Those that nobody works on and whose end is unknown, the oldest first. */
    List<Open> open() {
        return database.in(
                "look for open orders",
                dsl -> dsl.query(
                                "select key, gateway, made, within from tenancy.billing_intent"
                                        + " where state in ('OPEN', 'UNKNOWN') and leased_until <= ? order by created_at limit ?",
                                database.now().minus(SETTLED),
                                MOST)
                        .list(row -> new Open(
                                row.get("key", String.class),
                                row.get("gateway", String.class),
                                made(row.orNull("made", String.class)),
                                row.get("within", String.class))));
    }

    private static @Nullable MadeObject made(@Nullable String name) {
        return name == null ? null : MadeObject.valueOf(name);
    }

    private static byte[] hash(String request) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
