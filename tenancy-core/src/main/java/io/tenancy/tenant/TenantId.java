package io.tenancy.tenant;

import java.util.Objects;
import java.util.UUID;

/**
 * The immutable identity of a tenant: the value of the tenant column in every row it owns. Never shown to people, never reused.
 *
 * @param value the UUID; version 7 when made by Tenancy
 */
public record TenantId(UUID value) implements Comparable<TenantId> {
    /**
     * Checks the components.
     *
     * @param value the value
     * @throws NullPointerException if a component that may not be null is null
     */
    public TenantId {
        Objects.requireNonNull(value, "value");
    }

    /**
     * Wraps a UUID.
     *
     * @param value the UUID
     * @return the id
     */
    public static TenantId of(UUID value) {
        return new TenantId(value);
    }

    /**
     * Reads the canonical text form.
     *
     * @param text 36 characters, as {@link UUID#toString()} writes them
     * @return the id
     * @throws IllegalArgumentException if the text is no UUID
     */
    public static TenantId parse(String text) {
        return new TenantId(UUID.fromString(text));
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
