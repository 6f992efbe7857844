package io.tenancy.jdbc.migration;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an installation did, step by step.
 *
 * @param steps in the order they were taken
 */
public record InstallReport(List<Step> steps) {
    /**
     * Copies the list.
     *
     * @param steps the steps
     */
    public InstallReport {
        steps = List.copyOf(steps);
    }

    /** How a step ended. */
    public enum Outcome {
        /** Something was changed. */
        DONE,
        /** It was as it should be. */
        PRESENT,
        /** It could not be done, and nothing depends on it. */
        SKIPPED
    }

    /**
     * One step.
     *
     * @param outcome how it ended
     * @param what what it is about, one clause
     * @param why why it was skipped, else null
     * @param remedy what would mend it, else null
     */
    public record Step(
            Outcome outcome,
            String what,
            @Nullable String why,
            @Nullable String remedy) {}

    /**
     * The steps that ended in one way.
     *
     * @param outcome the outcome asked for
     * @return the matching steps, in order
     */
    public List<Step> steps(Outcome outcome) {
        return steps.stream().filter(step -> step.outcome() == outcome).toList();
    }

    /**
     * This report followed by another.
     *
     * @param next the later report
     * @return a report with all steps
     */
    public InstallReport and(InstallReport next) {
        return new InstallReport(
                Stream.concat(steps.stream(), next.steps.stream()).toList());
    }
}
