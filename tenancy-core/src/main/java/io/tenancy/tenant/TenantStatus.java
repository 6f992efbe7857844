package io.tenancy.tenant;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a tenant stands in its life. The database holds the same table of moves; this one answers questions before asking it.
 */
public enum TenantStatus {
    /** Signed up, not yet paid or approved. */
    PENDING,
    /** Being set up. */
    PROVISIONING,
    /** Setting up failed; may be tried again. */
    FAILED,
    /** In use. The only status in which a tenant can be bound. */
    ACTIVE,
    /** Locked for a reason; its data is untouched. */
    SUSPENDED,
    /** Left; its data is kept until retention ends. */
    CANCELLED,
    /** Its rows are being removed. */
    DELETING,
    /** Its rows are gone; only the registry entry is left. */
    DELETED;

    /**
     * The statuses that may directly follow this one.
     *
     * @return a new set, empty for {@link #DELETED}
     */
    public Set<TenantStatus> next() {
        return switch (this) {
            case PENDING -> EnumSet.of(PROVISIONING, CANCELLED);
            case PROVISIONING -> EnumSet.of(ACTIVE, FAILED);
            case FAILED -> EnumSet.of(PROVISIONING, CANCELLED);
            case ACTIVE -> EnumSet.of(SUSPENDED, CANCELLED);
            case SUSPENDED -> EnumSet.of(ACTIVE, CANCELLED);
            case CANCELLED -> EnumSet.of(ACTIVE, DELETING);
            case DELETING -> EnumSet.of(DELETED);
            case DELETED -> EnumSet.noneOf(TenantStatus.class);
        };
    }

    /**
     * Whether the lifecycle allows the move.
     *
     * @param target the wished status
     * @return true if it may directly follow
     */
    public boolean canBecome(TenantStatus target) {
        return next().contains(target);
    }
}
