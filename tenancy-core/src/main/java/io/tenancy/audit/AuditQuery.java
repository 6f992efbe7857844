package io.tenancy.audit;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which events to read, the latest first, a page at a time. Immutable.
 *
 * <pre>{@code
 * AuditPage page = log.query(AuditQuery.latest().byActor("anna").of("invoice", id));
 * }</pre>
 *
 * @param from not before this, or null
 * @param until before this, or null
 * @param actor only of this actor, by name or by id; null for all
 * @param action only this action, or all that begin with it if it ends in a dot; null for all
 * @param resourceType only about this kind of thing, or null
 * @param resourceId only about this one, or null
 * @param outcome only of this outcome, or null
 * @param cursor where to go on, from {@link AuditPage#nextCursor()}; null for the latest
 * @param limit at most this many, 1 to 1,000
 */
public record AuditQuery(
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable String actor,
        @Nullable String action,
        @Nullable String resourceType,
        @Nullable String resourceId,
        @Nullable AuditOutcome outcome,
        @Nullable String cursor,
        int limit) {
    /**
     * Checks the components.
     *
     * @param from not before, or null
     * @param until before, or null
     * @param actor the actor, or null
     * @param action the action, or null
     * @param resourceType the kind of thing, or null
     * @param resourceId which one, or null
     * @param outcome the outcome, or null
     * @param cursor the cursor, or null
     * @param limit the page size
     * @throws IllegalArgumentException if the limit is out of range, or the cursor is none
     */
    public AuditQuery {
        if (limit < 1 || limit > 1000) {
            throw new IllegalArgumentException("limit must be 1 to 1000, not " + limit);
        }
        if (cursor != null && !cursor.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("The cursor is none; take nextCursor of the page before");
        }
    }

    /**
     * The latest 100 events.
     *
     * @return the query
     */
    public static AuditQuery latest() {
        return new AuditQuery(null, null, null, null, null, null, null, null, 100);
    }

    /**
     * The same for a time.
     *
     * @param begin not before this, or null
     * @param end before this, or null
     * @return a new query
     */
    public AuditQuery between(@Nullable Instant begin, @Nullable Instant end) {
        return new AuditQuery(begin, end, actor, action, resourceType, resourceId, outcome, cursor, limit);
    }

    /**
     * The same for one actor.
     *
     * @param who a name, or the id of a principal
     * @return a new query
     */
    public AuditQuery byActor(String who) {
        return new AuditQuery(
                from, until, Objects.requireNonNull(who), action, resourceType, resourceId, outcome, cursor, limit);
    }

    /**
     * The same for one action.
     *
     * @param what an action, or with a dot at its end all that begin with it
     * @return a new query
     */
    public AuditQuery withAction(String what) {
        return new AuditQuery(
                from, until, actor, Objects.requireNonNull(what), resourceType, resourceId, outcome, cursor, limit);
    }

    /**
     * The same for one kind of thing.
     *
     * @param type the kind of thing
     * @param id which one; null for all of the kind
     * @return a new query
     */
    public AuditQuery of(String type, @Nullable String id) {
        return new AuditQuery(from, until, actor, action, Objects.requireNonNull(type), id, outcome, cursor, limit);
    }

    /**
     * The same for one outcome.
     *
     * @param ended the outcome
     * @return a new query
     */
    public AuditQuery withOutcome(AuditOutcome ended) {
        return new AuditQuery(
                from, until, actor, action, resourceType, resourceId, Objects.requireNonNull(ended), cursor, limit);
    }

    /**
     * The same with another page size.
     *
     * @param size 1 to 1,000
     * @return a new query
     */
    public AuditQuery withLimit(int size) {
        return new AuditQuery(from, until, actor, action, resourceType, resourceId, outcome, cursor, size);
    }

    /**
     * The page after one that was answered.
     *
     * @param next from {@link AuditPage#nextCursor()}
     * @return a new query
     */
    public AuditQuery after(String next) {
        return new AuditQuery(
                from, until, actor, action, resourceType, resourceId, outcome, Objects.requireNonNull(next), limit);
    }
}
