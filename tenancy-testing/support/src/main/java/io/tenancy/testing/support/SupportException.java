package io.tenancy.testing.support;

import org.jspecify.annotations.Nullable;

/**
 * The root of what this package throws: what happened and what to do about it. It is not a {@code TenancyException} because this
 * package depends on no module of Tenancy. Immutable.
 */
public class SupportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    /**
     * Makes an exception for one fact.
     *
     * @param problem what happened, one sentence without a final stop
     * @param remedy what to do next, one sentence without a final stop
     * @param cause what led here, or null
     */
    protected SupportException(String problem, String remedy, @Nullable Throwable cause) {
        super(problem + ". " + remedy + ".", cause);
        this.problem = problem;
        this.remedy = remedy;
    }

    /**
     * What happened, without the remedy.
     *
     * @return one sentence without a final stop
     */
    public final String problem() {
        return problem;
    }

    /**
     * What to do next.
     *
     * @return one sentence without a final stop
     */
    public final String remedy() {
        return remedy;
    }
}
