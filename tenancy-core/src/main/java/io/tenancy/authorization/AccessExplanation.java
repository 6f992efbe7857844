package io.tenancy.authorization;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a principal may do something: every way by which it does. Without a way it may not; there are no rules that deny.
 *
 * @param decision what it comes to
 * @param ways the ways, those for the whole tenant first
 */
public record AccessExplanation(AccessDecision decision, List<Way> ways) {
    /**
     * Checks and copies the components.
     *
     * @param decision what it comes to
     * @param ways the ways
     */
    public AccessExplanation {
        Objects.requireNonNull(decision, "decision");
        ways = List.copyOf(ways);
    }

    /**
     * One way.
     *
     * @param grant the grant
     * @param role the role that was granted
     * @param saidBy the role that says the permission: the same, or one that it inherits from
     * @param branch where the role was granted; null for the whole tenant
     * @param group the group that was granted it; null if the principal was itself
     * @param actsFor whose right it is, if the principal acts for somebody; else null
     */
    public record Way(
            UUID grant,
            String role,
            String saidBy,
            @Nullable UUID branch,
            @Nullable UUID group,
            @Nullable UUID actsFor) {}
}
