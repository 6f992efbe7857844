package io.tenancy.jdbc.internal.audit;

import io.tenancy.audit.AuditEntry;
import io.tenancy.audit.AuditOutcome;
import io.tenancy.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events as rows of {@code tenancy.audit_event}, and what is hashed of them. Stateless. */
public final class AuditRows {
    /** What {@link #read} needs. */
    public static final String COLUMNS = "tenant_id, sequence, hash, id, at, login, action, outcome, actor, actor_id,"
            + " on_behalf_of, reason, address, user_agent, resource_type, resource_id, details::text as details, before, after";

    /** The hash before the first event. */
    public static final String BEGINNING = "0".repeat(64);

    private static final UUID PLATFORM = new UUID(0, 0);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private AuditRows() {}

    /**
     * Reads a row.
     *
     * @param row a result with {@link #COLUMNS}
     * @return the event
     * @throws SQLException if a column cannot be read
     */
    public static AuditEntry read(ResultSet row) throws SQLException {
        UUID tenant = row.getObject("tenant_id", UUID.class);
        return new AuditEntry(
                PLATFORM.equals(tenant) ? null : TenantId.of(tenant),
                row.getLong("sequence"),
                HexFormat.of().formatHex(row.getBytes("hash")),
                row.getObject("id", UUID.class),
                at(row),
                row.getString("login"),
                row.getString("action"),
                AuditOutcome.valueOf(row.getString("outcome")),
                new AuditEntry.Who(
                        row.getString("actor"),
                        row.getObject("actor_id", UUID.class),
                        row.getString("on_behalf_of"),
                        row.getString("reason"),
                        row.getString("address"),
                        row.getString("user_agent")),
                row.getString("resource_type"),
                row.getString("resource_id"),
                DetailsJson.read(row.getString("details")),
                row.getString("before"),
                row.getString("after"));
    }

    private static Instant at(ResultSet row) throws SQLException {
        return row.getObject("at", OffsetDateTime.class).toInstant();
    }

    /**
     * What the next event's hash begins with: this event's.
     *
     * @param previous the hash of the event before, or {@link #BEGINNING}
     * @param event the event
     * @return 64 hexadecimal digits
     */
    public static String hash(String previous, AuditEntry event) {
        MessageDigest digest = sha256();
        digest.update(HexFormat.of().parseHex(previous));
        digest.update(text(event).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * The event as canonical JSON: what is hashed.
     *
     * @param event the event
     * @return one line
     */
    public static String text(AuditEntry event) {
        return CanonicalJson.write(members(event));
    }

    /**
     * The event's members, by the names that stand in the canonical JSON.
     *
     * @param event the event
     * @return text, {@link Long}, null, or a map for the details
     */
    public static Map<String, @Nullable Object> members(AuditEntry event) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("tenant", Objects.requireNonNullElse(id(event.tenant()), PLATFORM.toString()));
        members.put("sequence", event.sequence());
        members.put("id", event.id().toString());
        members.put("at", MICROS.format(event.at()));
        members.put("login", event.login());
        members.put("action", event.action());
        members.put("outcome", event.outcome().name());
        members.put("actor", event.who().actor());
        members.put("actorId", id(event.who().actorId()));
        members.put("onBehalfOf", event.who().onBehalfOf());
        members.put("reason", event.who().reason());
        members.put("address", event.who().address());
        members.put("userAgent", event.who().userAgent());
        members.put("resourceType", event.resourceType());
        members.put("resourceId", event.resourceId());
        members.put("details", event.details());
        members.put("before", event.before());
        members.put("after", event.after());
        return members;
    }

    private static @Nullable String id(@Nullable Object id) {
        return id == null ? null : id.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
