package io.tenancy.jdbc.provision;

import io.tenancy.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far the setting up of a tenant has got. A snapshot.
 *
 * @param id of the order
 * @param tenant the tenant as it is
 * @param state where it stands
 * @param steps the steps in order
 * @param attempts how often it was begun or resumed
 * @param startedAt when it was ordered
 * @param finishedAt when it was done, failed or was undone; null while it runs
 * @param error what stopped it, without content of rows; null if nothing did
 */
public record Provisioning(
        UUID id,
        Tenant tenant,
        State state,
        List<Step> steps,
        int attempts,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String error) {
    /**
     * Copies the list.
     *
     * @param id of the order
     * @param tenant the tenant
     * @param state where it stands
     * @param steps the steps
     * @param attempts how often
     * @param startedAt when ordered
     * @param finishedAt when it ended
     * @param error what stopped it
     */
    public Provisioning {
        steps = List.copyOf(steps);
    }

    /** Where it stands. */
    public enum State {
        /** The key is held, and nothing is set up yet: somebody is to pay first. */
        WAITING,
        /** Begun, and not at its end: going on, or interrupted. */
        RUNNING,
        /** A step failed; it may be resumed or undone. */
        FAILED,
        /** The tenant is set up. */
        DONE,
        /** Given up. */
        UNDONE
    }

    /**
     * One step.
     *
     * @param name its name
     * @param state {@code OPEN}, {@code FAILED}, {@code DONE} or {@code UNDONE}
     * @param attempts how often it was tried
     */
    public record Step(String name, String state, int attempts) {}

    /**
     * How long it took.
     *
     * @return from order to end; null while it has none
     */
    public @Nullable Duration duration() {
        return finishedAt == null ? null : Duration.between(startedAt, finishedAt);
    }

    /**
     * What of it is there. After {@link Provisioner#undo} that is what somebody has to remove by hand, outside the database.
     *
     * @return names of steps that are done and not undone, in order
     */
    public List<String> standing() {
        return steps.stream()
                .filter(step -> step.state().equals("DONE"))
                .map(Step::name)
                .toList();
    }
}
