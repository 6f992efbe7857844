package io.tenancy.billing;

import io.tenancy.tenant.TenantId;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What makes one of our operations the same one whenever it is sent: tenant, kind and an id that is drawn once and written down before the
 * call. Its text goes to the gateway as idempotency key and as reference of what it makes. Immutable.
 *
 * @param tenant on whose behalf
 * @param operation its kind, such as {@code subscribe}: 1 to 30 of a-z and hyphens
 * @param id drawn once
 */
public record OperationKey(TenantId tenant, String operation, UUID id) {
    /**
     * Checks the components.
     *
     * @param tenant on whose behalf
     * @param operation its kind
     * @param id drawn once
     * @throws IllegalArgumentException if the kind is malformed
     */
    public OperationKey {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(id, "id");
        if (!operation.matches("[a-z][a-z-]{0,29}")) {
            throw new IllegalArgumentException("not an operation's kind: " + operation);
        }
    }

    /**
     * Reads the text back.
     *
     * @param text what {@link #text()} made, or anything
     * @return empty if it is not one of ours
     */
    public static Optional<OperationKey> parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new OperationKey(TenantId.of(UUID.fromString(parts[0])), parts[1], UUID.fromString(parts[2])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * As it is sent: at most 104 characters.
     *
     * @return {@code <tenant>:<operation>:<id>}
     */
    public String text() {
        return tenant.value() + ":" + operation + ":" + id;
    }

    @Override
    public String toString() {
        return text();
    }
}
