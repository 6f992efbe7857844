package io.tenancy.billing.outgoing;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenancy.billing.internal.Database;
import io.tenancy.billing.internal.NewIds;
import io.tenancy.jdbc.TenantTransaction;
import io.tenancy.jdbc.hook.CommitStatement;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Messages to the tenant's own systems. A message is written in the business transaction, rides with its COMMIT, and is sent afterwards by
 * {@link WebhookWorker}, at least once, with the same id at every attempt: what is rolled back is never sent, what is committed is.
 * Thread-safe.
 *
 * <pre>{@code
 * tenancy.useTransaction(tx -> {
 *     pay(tx, invoice);
 *     UUID message = webhooks.send(tx, "invoice.paid", Map.of("invoice", invoice.toString()));
 * });
 * }</pre>
 */
public final class OutgoingWebhooks {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TYPE = Pattern.compile("[a-z0-9_]+(\\.[a-z0-9_]+)*");
    private static final int LONGEST_TYPE = 100;
    private static final int LONGEST_BODY = 20_000;
    private static final String SEND = "with message as (insert into tenancy.webhook_message (id, type, body, at)"
            + " values (?::uuid, ?, ?, ?::timestamptz) returning tenant_id, id, type, at)"
            + " insert into tenancy.webhook_delivery (message_id, endpoint_id, state, next_attempt_at)"
            + " select m.id, e.id, 'WAITING', m.at from message m join tenancy.webhook_endpoint e"
            + " on e.tenant_id = m.tenant_id and e.state = 'ENABLED' and (e.event_types = '{}' or exists"
            + " (select 1 from unnest(e.event_types) t where t = m.type"
            + " or right(t, 2) = '.*' and starts_with(m.type, left(t, -1))))";

    private final Clock clock;
    private final NewIds ids;

    /**
     * Makes one.
     *
     * @param clock says when
     */
    public OutgoingWebhooks(Clock clock) {
        this.clock = clock;
        this.ids = new NewIds(clock);
    }

    /**
     * What became of a message at an endpoint.
     *
     * @param message the message
     * @param endpoint the endpoint
     * @param type of the message
     * @param state {@code WAITING}, {@code DELIVERED} or {@code EXHAUSTED}
     * @param attempts how often it was sent
     * @param note what came of the last attempt, or null
     */
    public record Delivery(
            UUID message,
            UUID endpoint,
            String type,
            String state,
            int attempts,
            @Nullable String note) {}

    /**
     * Sends a message to each enabled endpoint that wants its type, when the transaction is committed. Costs no round trip.
     *
     * @param tx the tenant's transaction
     * @param type lower case, parts separated by dots
     * @param data what JSON can hold: texts, numbers, booleans, lists and maps
     * @return the message's id
     * @throws IllegalArgumentException if the type is malformed, or the message would have more than 20,000 bytes
     */
    public UUID send(TenantTransaction tx, String type, Map<String, ?> data) {
        if (type.length() > LONGEST_TYPE || !TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("A type such as invoice.paid, not '" + type + "'");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String body = body(type, now, data);
        UUID id = ids.next();
        tx.hooks().atCommit(CommitStatement.of(SEND, id, type, body, now.toString()));
        return id;
    }

    private static String body(String type, Instant at, Map<String, ?> data) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", type);
        message.put("timestamp", at.toString());
        message.put("data", data);
        String body = json(message);
        if (body.getBytes(StandardCharsets.UTF_8).length > LONGEST_BODY) {
            throw new IllegalArgumentException("The message has more than 20,000 bytes: send an id to ask for");
        }
        return body;
    }

    private static String json(Map<String, Object> message) {
        try {
            return JSON.valueToTree(message).toString();
        } catch (IllegalArgumentException e) {
            // Without the cause, which may repeat the data.
            throw new IllegalArgumentException("The data is not what JSON can hold");
        }
    }

    /**
     * The id as receivers see it in {@code webhook-id}.
     *
     * @param message the message
     * @return {@code msg_} and 32 hexadecimal digits
     */
    public static String headerId(UUID message) {
        return "msg_" + message.toString().replace("-", "");
    }

    /**
     * Sends a message once more, with its id and its body, to an endpoint: also one that was added or was disabled when it was sent.
     *
     * @param tx the tenant's transaction
     * @param message the message
     * @param endpoint the endpoint
     * @throws WebhookNotFoundException if the tenant has no such message or endpoint
     */
    public void replay(TenantTransaction tx, UUID message, UUID endpoint) {
        OffsetDateTime now = Database.at(clock.instant());
        int rows = Database.on(
                tx.connection(),
                "replay a webhook",
                sql -> sql.execute(
                        "insert into tenancy.webhook_delivery (message_id, endpoint_id, state, next_attempt_at)"
                                + " select m.id, e.id, 'WAITING', ? from tenancy.webhook_message m"
                                + " join tenancy.webhook_endpoint e on e.tenant_id = m.tenant_id where m.id = ? and e.id = ?"
                                + " on conflict (tenant_id, message_id, endpoint_id) do update set state = 'WAITING',"
                                + " attempts = 0, next_attempt_at = excluded.next_attempt_at, finished_at = null",
                        now,
                        message,
                        endpoint));
        if (rows == 0) {
            throw new WebhookNotFoundException("message", message);
        }
    }

    /**
     * What was sent last, and what came of it.
     *
     * @param tx the tenant's transaction
     * @param limit how many at most
     * @return the newest first
     */
    public List<Delivery> deliveries(TenantTransaction tx, int limit) {
        return Database.on(
                tx.connection(),
                "list webhook deliveries",
                sql -> sql.query(
                                "select d.message_id, d.endpoint_id, m.type, d.state, d.attempts, d.note"
                                        + " from tenancy.webhook_delivery d join tenancy.webhook_message m"
                                        + " on m.tenant_id = d.tenant_id and m.id = d.message_id"
                                        + " order by m.at desc, d.message_id desc, d.endpoint_id limit ?",
                                limit)
                        .list(row -> new Delivery(
                                row.get("message_id", UUID.class),
                                row.get("endpoint_id", UUID.class),
                                row.get("type", String.class),
                                row.get("state", String.class),
                                row.get("attempts", Integer.class),
                                row.orNull("note", String.class))));
    }
}
