package io.tenancy.jdbc.internal.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.TenancyException;
import io.tenancy.jdbc.authorization.RoleRegistry;
import io.tenancy.member.Account;
import io.tenancy.member.Member;
import io.tenancy.member.MemberStatus;
import io.tenancy.tenant.Tenant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Random people invite, accept, leave, remove and transfer; what each holds is looked at after every step. */
class MembershipChainTest extends MembersFixture {
    /** Each role has what those before it have. */
    private static final List<String> RANKS = List.of("staff", "manager", "admin", "owner");

    private static final int MANAGES = RANKS.indexOf("manager");

    private final Random random = new Random(4711);
    private Tenant tenant;
    private final List<Account> people = new ArrayList<>();
    private final List<Invited> invited = new ArrayList<>();

    private record Invited(UUID by, Account whom, String role, String token) {}

    @Test
    void nobodyEverHoldsWhatNobodyBeforeItHeld() {
        int steps = Boolean.getBoolean("tenancy.proofs") ? 10_000 : 250;
        tenant = tenant();
        people.add(member(tenant, "owner"));
        for (int i = 0; i < 7; i++) {
            people.add(person());
        }
        Map<String, Integer> done = new HashMap<>();
        Map<UUID, Integer> before = ranks();
        for (int i = 0; i < steps; i++) {
            Account actor = random.nextInt(10) < 7 ? holder(before) : any(people);
            Account other = any(people);
            String step = any(List.of("invite", "invite", "accept", "accept", "remove", "deactivate", "transfer"));
            Map<UUID, Integer> held = before;
            boolean worked = tried(() -> step(step, actor, other, held));
            done.merge(step + (worked ? "" : " refused"), 1, Integer::sum);
            Map<UUID, Integer> after = ranks();
            check(step, worked, actor, other, before, after);
            before = after;
        }
        assertThat(done)
                .as(done.toString())
                .containsKeys("invite", "accept", "remove", "transfer", "invite refused", "accept refused");
    }

    private void step(String step, Account actor, Account other, Map<UUID, Integer> before) {
        switch (step) {
            case "invite" -> {
                String role = any(RANKS);
                String token = invite(tenant, actor, other, role);
                assertThat(rank(before, actor))
                        .as("an inviter holds what it offers")
                        .isGreaterThanOrEqualTo(Math.max(MANAGES, RANKS.indexOf(role)));
                invited.add(new Invited(actor.id(), other, role, token));
            }
            case "accept" -> {
                Invited one =
                        invited.isEmpty() || random.nextInt(3) == 0 ? any(invited) : invited.get(invited.size() - 1);
                assertThat(tenancy.memberships().accept(one.token(), one.whom().id()))
                        .isEqualTo(tenant.id());
                assertThat(before.getOrDefault(one.by(), -1))
                        .as("an inviter still holds what is accepted")
                        .isGreaterThanOrEqualTo(Math.max(MANAGES, RANKS.indexOf(one.role())));
            }
            case "remove" -> doAs(tenant, actor, () -> members().remove(other.id()));
            case "deactivate" -> doAs(tenant, actor, () -> members().deactivate(other.id()));
            default -> doAs(tenant, actor, () -> members().transferOwnership(actor.id(), other.id()));
        }
    }

    private void check(
            String step,
            boolean worked,
            Account actor,
            Account other,
            Map<UUID, Integer> before,
            Map<UUID, Integer> after) {
        assertThat(after.values()).as("an owner is left").contains(RANKS.indexOf("owner"));
        if (!worked) {
            assertThat(after).as(step + " was refused").isEqualTo(before);
        } else if (step.equals("remove") || step.equals("deactivate")) {
            assertThat(after).doesNotContainKey(other.id());
            assertThat(actor.equals(other) || rank(before, actor) >= Math.max(MANAGES, rank(before, other)))
                    .isTrue();
        } else if (step.equals("transfer")) {
            assertThat(rank(before, actor)).isEqualTo(RANKS.indexOf("owner"));
        }
        List<UUID> active = as(tenant, null, () -> members().list()).stream()
                .filter(member -> member.status() == MemberStatus.ACTIVE)
                .map(Member::accountId)
                .toList();
        assertThat(active).as("only members hold roles").containsAll(after.keySet());
    }

    private static boolean tried(Runnable step) {
        try {
            step.run();
            return true;
        } catch (TenancyException e) {
            return false;
        }
    }

    /** The highest role of everybody who holds one. */
    private Map<UUID, Integer> ranks() {
        Map<UUID, Integer> ranks = new HashMap<>();
        RoleRegistry.over(database.admin(), clock)
                .of(tenant.id(), OPS)
                .grants()
                .forEach(grant -> ranks.merge(grant.principal(), RANKS.indexOf(grant.role()), Math::max));
        return ranks;
    }

    /** Somebody who manages others, so that not everything is refused. */
    private Account holder(Map<UUID, Integer> ranks) {
        return any(people.stream().filter(one -> rank(ranks, one) >= MANAGES).toList());
    }

    private static int rank(Map<UUID, Integer> ranks, Account account) {
        return ranks.getOrDefault(account.id(), -1);
    }

    private <T> T any(List<T> of) {
        if (of.isEmpty()) {
            throw new io.tenancy.member.LinkInvalidException();
        }
        return of.get(random.nextInt(of.size()));
    }
}
