package io.tenancy.jdbc.isolation;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables let one tenant reach another's rows. */
public final class IsolationLeakException extends TenancyException {
    private static final long serialVersionUID = 1L;
    private static final int NAMED = 5;

    private final transient List<Finding> findings;

    /**
     * Tells of findings.
     *
     * @param findings at least one, the gravest first
     */
    public IsolationLeakException(List<Finding> findings) {
        super(
                ErrorCode.ISOLATION_LEAK,
                problem(findings),
                "Run: tenancyctl check, and with --fix for the migration that mends it",
                Map.of("findings", String.valueOf(findings.size())),
                null);
        this.findings = List.copyOf(findings);
    }

    private static String problem(List<Finding> findings) {
        return findings.stream().limit(NAMED).map(IsolationLeakException::line).collect(Collectors.joining("; "))
                + (findings.size() > NAMED ? "; and " + (findings.size() - NAMED) + " more" : "");
    }

    /**
     * A finding in one line.
     *
     * @param finding the finding
     * @return rule, object and problem
     */
    static String line(Finding finding) {
        return finding.rule() + " " + finding.object() + ": " + finding.problem();
    }

    /**
     * What was found.
     *
     * @return the findings, the gravest first; empty after serialization
     */
    public List<Finding> findings() {
        return findings == null ? List.of() : findings;
    }
}
