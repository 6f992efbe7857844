package io.tenancy.jdbc.internal.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random steps by random actors over every path: roles, grants, groups, branches, members, invitations, keys, impersonation, ownership,
 * passwords and addresses. After each: whoever holds something it did not hold before has it from an actor who held it, at the same
 * place; whoever lost something lost it to an actor who held it, or gave it up itself; somebody is an owner. By induction no principal
 * ever holds what no actor in its causing chain held. What the operator gives is the start of a chain.
 */
class EscalationPropertyTest extends AccessFixture {
    private static final boolean FULL = Boolean.getBoolean("tenancy.proofs");
    private static final int WORLDS = FULL ? 40 : 4;
    private static final int STEPS = FULL ? 2_500 : 250;
    private static final Set<String> USUAL = Set.of(
            "grant",
            "role edit",
            "enter a group",
            "invite",
            "accept an invitation",
            "make a key",
            "owner transfer",
            "reset a password",
            "remove a member",
            "impersonate SUPPORT",
            "move a branch");

    @BeforeAll
    static void operators() throws Exception {
        for (String level : List.of("SUPPORT", "SUPER_ADMIN", "BILLING_READ")) {
            operator("insert into tenancy.operator (id, name, level, password_hash, factor_secret, created_at) values"
                    + " (gen_random_uuid(), lower('" + level.replace('_', '-') + "'), '" + level
                    + "', '$argon2id$x', 's', now())");
        }
    }

    @Test
    void nobodyGetsWhatTheActorDidNotHold() throws Exception {
        Map<String, int[]> told = new TreeMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<EscalationWorld>> worlds = new ArrayList<>();
            for (int world = 0; world < WORLDS; world++) {
                EscalationWorld one = new EscalationWorld(database, tenant(), new Random(4_711 + world));
                worlds.add(threads.submit(() -> {
                    one.walk(STEPS);
                    return one;
                }));
            }
            for (Future<EscalationWorld> world : worlds) {
                world.get().told.forEach((path, count) -> {
                    int[] sum = told.computeIfAbsent(path, unused -> new int[2]);
                    sum[0] += count[0];
                    sum[1] += count[1];
                });
            }
        } finally {
            threads.shutdownNow();
        }
        told.forEach((path, count) -> System.out.printf("%-34s done %6d refused %6d%n", path, count[0], count[1]));
        assertThat(told.keySet()).as("paths").hasSizeGreaterThan(28);
        told.forEach((path, count) -> {
            boolean never = path.contains("inside") || path.endsWith("BILLING_READ");
            assertThat(count[0] > 0 && never).as("%s leads nowhere", path).isFalse();
            if (!never && (FULL || USUAL.contains(path))) {
                assertThat(count[0]).as("%s leads somewhere", path).isPositive();
            }
        });
    }
}
