package io.tenancy.billing.outgoing;

import io.tenancy.billing.internal.Database;
import io.tenancy.billing.internal.NewIds;
import io.tenancy.jdbc.TenantTransaction;
import io.tenancy.jdbc.secret.SecretKeyset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The addresses that tenants want their messages at, each with a key of its own, sealed before it is stored. Works in the tenant's
 * transaction it is given. Thread-safe.
 *
 * <pre>{@code
 * New made = tenancy.inTransaction(tx -> endpoints.create(tx, url, Set.of("invoice.*"), SigningKey.Scheme.V1));
 * showOnce(made.key().forReceiver());
 * }</pre>
 */
public final class WebhookEndpoints {
    private static final Pattern TYPE = Pattern.compile("[a-z0-9_]+(\\.[a-z0-9_]+)*(\\.\\*)?");
    private static final int MOST_TYPES = 100;
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private final SecretKeyset keyset;
    private final TargetGuard guard;
    private final Clock clock;
    private final NewIds ids;

    /**
     * Makes one.
     *
     * @param keyset seals the keys
     * @param guard says which addresses are accepted
     * @param clock says when
     */
    public WebhookEndpoints(SecretKeyset keyset, TargetGuard guard, Clock clock) {
        this.keyset = keyset;
        this.guard = guard;
        this.clock = clock;
        this.ids = new NewIds(clock);
    }

    /**
     * A new endpoint, and its key, which is not shown again.
     *
     * @param id the endpoint
     * @param key its key
     */
    public record New(UUID id, SigningKey key) {}

    /**
     * Adds an endpoint, enabled.
     *
     * @param tx the tenant's transaction
     * @param url where to
     * @param eventTypes what it wants, as {@code invoice.paid} or {@code invoice.*}; empty for everything
     * @param scheme how messages are signed
     * @return its id and key
     * @throws TargetRefusedException if nothing may be sent there
     * @throws IllegalArgumentException if a type is malformed, or there are more than 100
     */
    public New create(TenantTransaction tx, String url, Set<String> eventTypes, SigningKey.Scheme scheme) {
        String accepted = guard.accept(url).toString();
        if (eventTypes.size() > MOST_TYPES
                || !eventTypes.stream().allMatch(type -> TYPE.matcher(type).matches())) {
            throw new IllegalArgumentException("At most 100 types such as invoice.paid or invoice.*");
        }
        UUID id = ids.next();
        SigningKey key = SigningKey.generate(scheme);
        OffsetDateTime now = Database.at(clock.instant());
        int unused = Database.on(
                tx.connection(),
                "add a webhook endpoint",
                sql -> sql.execute(
                        "insert into tenancy.webhook_endpoint (id, url, event_types, state, secret, created_at, resume_at,"
                                + " leased_until) values (?, ?, string_to_array(?, ','), 'ENABLED', ?, ?, ?, ?)",
                        id,
                        accepted,
                        String.join(",", eventTypes),
                        seal(id, key),
                        now,
                        now,
                        now));
        return new New(id, key);
    }

    private byte[] seal(UUID id, SigningKey key) {
        return keyset.seal(key.reveal().getBytes(StandardCharsets.UTF_8), place(id));
    }

    static String place(UUID endpoint) {
        return "webhook endpoint " + endpoint;
    }

    /**
     * Gives an endpoint a new key. Until the overlap is over, messages carry the signatures of both.
     *
     * @param tx the tenant's transaction
     * @param id the endpoint
     * @param scheme how the new key signs
     * @param overlap how long the old key signs as well, up to 30 days
     * @return the new key, which is not shown again
     * @throws WebhookNotFoundException if the tenant has no such endpoint
     */
    public SigningKey rotate(TenantTransaction tx, UUID id, SigningKey.Scheme scheme, Duration overlap) {
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw new IllegalArgumentException("An overlap of 0 to 30 days, not " + overlap);
        }
        SigningKey key = SigningKey.generate(scheme);
        change(
                tx,
                id,
                "update tenancy.webhook_endpoint set previous_secret = secret, previous_until = ?, secret = ? where id = ?",
                Database.at(clock.instant().plus(overlap)),
                seal(id, key),
                id);
        return key;
    }

    /**
     * Sends to an endpoint again. What was sent to nobody while it was disabled is not made up for: replay it.
     *
     * @param tx the tenant's transaction
     * @param id the endpoint
     * @throws WebhookNotFoundException if the tenant has no such endpoint
     */
    public void enable(TenantTransaction tx, UUID id) {
        change(
                tx,
                id,
                "update tenancy.webhook_endpoint set state = 'ENABLED', disabled_for = null, failures = 0,"
                        + " failing_since = null, resume_at = ? where id = ?",
                Database.at(clock.instant()),
                id);
    }

    /**
     * Sends nothing more to an endpoint.
     *
     * @param tx the tenant's transaction
     * @param id the endpoint
     * @throws WebhookNotFoundException if the tenant has no such endpoint
     */
    public void disable(TenantTransaction tx, UUID id) {
        change(
                tx,
                id,
                "update tenancy.webhook_endpoint set state = 'DISABLED', disabled_for = 'ASKED' where id = ?",
                id);
    }

    /**
     * Removes an endpoint, its keys and the list of what it was sent.
     *
     * @param tx the tenant's transaction
     * @param id the endpoint
     * @throws WebhookNotFoundException if the tenant has no such endpoint
     */
    public void remove(TenantTransaction tx, UUID id) {
        change(tx, id, "delete from tenancy.webhook_endpoint where id = ?", id);
    }

    private static void change(TenantTransaction tx, UUID id, String statement, Object... binds) {
        if (Database.on(tx.connection(), "change a webhook endpoint", sql -> sql.execute(statement, binds)) == 0) {
            throw new WebhookNotFoundException("endpoint", id);
        }
    }

    /**
     * The tenant's endpoints.
     *
     * @param tx the tenant's transaction
     * @return the oldest first
     */
    public List<WebhookEndpoint> list(TenantTransaction tx) {
        return Database.on(
                tx.connection(),
                "list webhook endpoints",
                sql -> sql.query("select id, url, array_to_string(event_types, ',') as types, disabled_for, failures,"
                                + " failing_since from tenancy.webhook_endpoint order by id")
                        .list(WebhookEndpoint::of));
    }
}
