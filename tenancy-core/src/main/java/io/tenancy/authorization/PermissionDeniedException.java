package io.tenancy.authorization;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The principal does not hold a permission that was asked for. */
public final class PermissionDeniedException extends TenancyException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param decision the denial
     */
    public PermissionDeniedException(AccessDecision decision) {
        super(ErrorCode.PERMISSION_DENIED, problem(decision), remedy(decision), ids(decision), null);
    }

    /**
     * Makes the exception for somebody who is not named.
     *
     * @param problem what happened, one sentence without a final stop
     * @param remedy what to do next, one sentence without a final stop
     */
    public PermissionDeniedException(String problem, String remedy) {
        super(ErrorCode.PERMISSION_DENIED, problem, remedy);
    }

    private static String problem(AccessDecision decision) {
        String where = decision.branch() == null ? "" : " at the branch";
        return switch (decision.outcome()) {
            case NO_PRINCIPAL -> decision.permission() + " was asked for, but no principal is bound";
            case NO_SUCH_BRANCH -> "The tenant has no such branch to hold " + decision.permission() + " at";
            default -> "The principal does not hold " + decision.permission() + where;
        };
    }

    private static String remedy(AccessDecision decision) {
        return decision.outcome() == AccessDecision.Outcome.NO_PRINCIPAL
                ? "Bind the principal with TenantBinding.withPrincipal"
                : "Grant it a role that says so; tenancyctl grant explain tells what it holds";
    }

    private static Map<String, String> ids(AccessDecision decision) {
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("permission", decision.permission().toString());
        UUID principal = decision.principal();
        if (principal != null) {
            ids.put("principal", principal.toString());
        }
        UUID branch = decision.branch();
        if (branch != null) {
            ids.put("branch", branch.toString());
        }
        return ids;
    }
}
