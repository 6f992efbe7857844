package io.tenancy.jdbc.provision;

import io.tenancy.tenant.TenantStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which tenants to list, a page at a time, by key. Immutable.
 *
 * @param status only this status; null for all but {@link TenantStatus#DELETED}
 * @param search only tenants whose key or name contains this, whatever the case; null for all
 * @param cursor where to go on, from {@link TenantPage#nextCursor()}; null for the start
 * @param limit at most this many, 1 to 1,000
 */
public record TenantQuery(
        @Nullable TenantStatus status,
        @Nullable String search,
        @Nullable String cursor,
        int limit) {
    /**
     * Checks the components.
     *
     * @param status the status, or null
     * @param search the search, or null
     * @param cursor the cursor, or null
     * @param limit the page size
     * @throws IllegalArgumentException if the limit is out of range
     */
    public TenantQuery {
        if (limit < 1 || limit > 1000) {
            throw new IllegalArgumentException("limit must be 1 to 1000, not " + limit);
        }
    }

    /**
     * The first 100 tenants that are not deleted.
     *
     * @return the query
     */
    public static TenantQuery first() {
        return new TenantQuery(null, null, null, 100);
    }

    /**
     * The same for one status.
     *
     * @param wanted the status
     * @return a new query
     */
    public TenantQuery withStatus(TenantStatus wanted) {
        return new TenantQuery(Objects.requireNonNull(wanted, "wanted"), search, cursor, limit);
    }

    /**
     * The same with a search.
     *
     * @param text what key or name contains
     * @return a new query
     */
    public TenantQuery withSearch(String text) {
        return new TenantQuery(status, Objects.requireNonNull(text, "text"), cursor, limit);
    }

    /**
     * The same with another page size.
     *
     * @param size 1 to 1,000
     * @return a new query
     */
    public TenantQuery withLimit(int size) {
        return new TenantQuery(status, search, cursor, size);
    }

    /**
     * The page after one that was answered.
     *
     * @param next from {@link TenantPage#nextCursor()}
     * @return a new query
     */
    public TenantQuery after(String next) {
        return new TenantQuery(status, search, Objects.requireNonNull(next, "next"), limit);
    }
}
