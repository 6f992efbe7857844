package io.tenancy.jdbc.internal.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks at a world before and after one step. */
final class Judge {
    private final AccessOperations world;

    Judge(AccessOperations world) {
        this.world = world;
    }

    void judge(Step step, AccessOracle before, AccessOracle after) {
        standing(step, after);
        if (step.path().startsWith("impersonate")) {
            impersonated(step, before);
        }
        UUID answers = step.answers();
        if (answers == null) {
            return;
        }
        for (UUID place : places()) {
            for (UUID who : world.everybody()) {
                Set<String> was = before.held(who, place);
                Set<String> is = after.held(who, place);
                if (was.equals(is)) {
                    continue;
                }
                for (String permission : was.contains("*:*") ? Set.<String>of() : without(is, was)) {
                    assertThat(before.holds(answers, permission, place))
                            .as(
                                    "%s gained %s at %s from %s, who did not hold it: %s",
                                    who, permission, place, answers, step)
                            .isTrue();
                }
                boolean acts = before.masters.containsKey(who.toString()) || after.masters.containsKey(who.toString());
                boolean own = who.equals(step.actor()) || acts || brake(step, who, before);
                for (String permission : own || is.contains("*:*") ? Set.<String>of() : without(was, is)) {
                    assertThat(before.holds(answers, permission, place))
                            .as(
                                    "%s lost %s at %s to %s, who did not hold it: %s",
                                    who, permission, place, answers, step)
                            .isTrue();
                }
            }
        }
    }

    /** What holds whoever did what. */
    private static void standing(Step step, AccessOracle after) {
        assertThat(after.owners()).as("owners after %s", step).isPositive();
        Set<String> there = new HashSet<>(after.members);
        there.addAll(after.keys.keySet());
        assertThat(there).as("who holds something is there, after %s", step).containsAll(after.holders);
        assertThat(Collections.disjoint(after.members, after.keys.keySet()))
                .as("keys have ids of their own, after %s", step)
                .isTrue();
        after.masters.forEach((key, master) -> {
            if (after.keys.containsKey(key)) {
                assertThat(after.keys)
                        .as("a key acts for who made it, after %s", step)
                        .containsEntry(key, master);
            }
        });
    }

    /** Whoever made a key, or manages roles, ends it, whatever it held. */
    private static boolean brake(Step step, UUID key, AccessOracle before) {
        UUID actor = java.util.Objects.requireNonNullElse(step.actor(), Step.NOBODY);
        return step.path().equals("revoke a key")
                && (before.holds(actor, "roles:manage", null)
                        || actor.toString().equals(before.keys.get(key.toString())));
    }

    private void impersonated(Step step, AccessOracle before) {
        UUID member = java.util.Objects.requireNonNull(step.actor());
        assertThat(step.path()).isEqualTo("impersonate SUPPORT");
        assertThat(before.members).as("%s", step).contains(member.toString());
        for (UUID place : places()) {
            assertThat(before.holds(member, "roles:manage", place))
                    .as("support manages roles: %s", step)
                    .isFalse();
        }
    }

    private List<@Nullable UUID> places() {
        List<@Nullable UUID> places = new ArrayList<>(world.branches);
        places.add(null);
        return places;
    }

    private static Set<String> without(Set<String> all, Set<String> those) {
        Set<String> rest = new HashSet<>(all);
        rest.removeAll(those);
        return rest;
    }
}
