package io.tenancy.entitlement;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a tenant at the end of its trial or subscription. Nothing of it deletes anything. Immutable.
 *
 * @param kind what happens
 * @param plan the plan that it gets; null unless {@link Kind#PLAN}
 */
public record EndPolicy(Kind kind, @Nullable String plan) {
    /** What happens. */
    public enum Kind {
        /** It gets another plan, a free one mostly. */
        PLAN,
        /** It keeps its data and its way in, and has no plan: what plans give is denied. */
        RESTRICT,
        /** It is suspended: nobody gets in. */
        SUSPEND
    }

    /**
     * Checks the components.
     *
     * @param kind what happens
     * @param plan the plan
     * @throws IllegalArgumentException if there is a plan without {@link Kind#PLAN}, none with it, or it is no plan's key
     */
    public EndPolicy {
        Objects.requireNonNull(kind, "kind");
        if ((kind == Kind.PLAN) != (plan != null) || (plan != null && !Plan.isKey(plan))) {
            throw new IllegalArgumentException("a plan's key stands with PLAN and only there");
        }
    }

    /**
     * Reads {@code plan:<key>}, {@code restrict} or {@code suspend}.
     *
     * @param text as it stands in {@code tenancy.yaml}
     * @return the policy
     * @throws IllegalArgumentException if it is something else
     */
    public static EndPolicy parse(String text) {
        if (text.startsWith("plan:")) {
            return new EndPolicy(Kind.PLAN, text.substring(5).strip());
        }
        return switch (text) {
            case "restrict" -> new EndPolicy(Kind.RESTRICT, null);
            case "suspend" -> new EndPolicy(Kind.SUSPEND, null);
            default -> throw new IllegalArgumentException("not plan:<key>, restrict or suspend: " + text);
        };
    }

    @Override
    public String toString() {
        return plan == null ? kind.name().toLowerCase(java.util.Locale.ROOT) : "plan:" + plan;
    }
}
