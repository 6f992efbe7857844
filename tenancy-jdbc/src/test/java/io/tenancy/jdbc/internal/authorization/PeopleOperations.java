package io.tenancy.jdbc.internal.authorization;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Members come by invitation, and go; keys are made, and revoked; operators act as members. */
final class PeopleOperations {
    private static final String LATER = "'2027-01-01T00:00:00Z'";

    private final AccessOperations world;
    private final List<Invitation> invitations = new ArrayList<>();
    private int sequence;

    /** Who offered it; null for an operator. */
    private record Invitation(String token, @Nullable UUID by) {}

    private PeopleOperations(AccessOperations world) {
        this.world = world;
    }

    static void addTo(AccessOperations world) {
        PeopleOperations paths = new PeopleOperations(world);
        world.add(4, paths::invite);
        world.add(3, actor -> paths.accept());
        world.add(
                1,
                actor -> paths.member(actor, "deactivate a member", "update tenancy.member set status = 'INACTIVE'"));
        world.add(
                1, actor -> paths.member(actor, "reactivate a member", "update tenancy.member set status = 'ACTIVE'"));
        world.add(2, actor -> paths.member(actor, "remove a member", "delete from tenancy.member"));
        world.add(1, actor -> paths.operator());
        world.add(3, paths::makeKey);
        world.add(1, paths::scope);
        world.add(1, paths::changeKey);
        world.add(1, actor -> paths.impersonate());
        world.add(1, paths::reachForThePlatform);
    }

    static String address(UUID person) {
        return person + "@people.example";
    }

    private Step invite(UUID actor) {
        String token = world.tenant.substring(1, 20) + "-" + sequence++;
        UUID invited = world.pick(world.absent.isEmpty() || world.random.nextInt(4) == 0 ? world.people : world.absent);
        return Step.of(
                        "invite",
                        actor,
                        "insert into tenancy.invitation (id, token_hash, email, role, system_role, branch_id, expires_at)"
                                + " values (gen_random_uuid(), sha256('" + token + "'), '" + address(invited)
                                + "', " + AccessOperations.roles(world.anyRole()) + ", "
                                + AccessOperations.quoted(world.anyPlace()) + ", " + LATER + ")")
                .then(() -> invitations.add(new Invitation(token, actor)));
    }

    private Step accept() {
        if (invitations.isEmpty()) {
            return Step.visit("accept an invitation", Step.NOBODY, "select 1 where false");
        }
        Invitation one = world.random.nextInt(4) == 0
                ? world.pick(invitations)
                : invitations.get(invitations.size() - 1 - world.random.nextInt(Math.min(3, invitations.size())));
        return Step.visit(
                "accept an invitation",
                one.by,
                "select 1 from tenancy.accept_invitation(sha256('" + one.token + "'), '" + world.pick(world.people)
                        + "', gen_random_uuid(), '2026-01-01T00:00:00Z')");
    }

    private Step member(UUID actor, String path, String sql) {
        return Step.of(path, actor, sql + " where account_id = '" + world.pick(world.people) + "'");
    }

    /** Somebody has to let people in again, else the tenant runs empty. */
    private Step operator() {
        UUID person = world.pick(world.people);
        return Step.operate(
                "operator",
                "insert into tenancy.member (tenant_id, account_id, name, email, status_since, joined_at) values ("
                        + world.tenant + ", '" + person + "', 'P', '" + address(person)
                        + "', now(), now()) on conflict (tenant_id, account_id) do update set status = 'ACTIVE'");
    }

    private Step makeKey(UUID actor) {
        boolean forged = world.random.nextInt(6) == 0;
        UUID key = forged ? world.pick(world.people) : world.id();
        UUID master = world.random.nextInt(6) == 0 ? world.pick(world.people) : actor;
        UUID creator = world.random.nextInt(6) == 0 ? world.pick(world.people) : actor;
        List<String> sql = new ArrayList<>();
        sql.add(
                "insert into tenancy.api_key (tenant_id, id, lookup, environment, name, key_hash, pepper, scopes, networks,"
                        + " per_hour, created_by, created_at) values (" + world.tenant + ", '" + key + "', substr(md5('"
                        + world.id() + "'), 1, 12), 'live', 'K', sha256('k'), '', '{x}', '{}', 1, '" + creator
                        + "', now())");
        if (!forged) {
            sql.add("insert into tenancy.delegate (tenant_id, principal_id, delegator_id) values (" + world.tenant
                    + ", '" + key + "', '" + master + "')");
            sql.add(scopeOf(key));
        }
        return Step.of("make a key", actor, sql.toArray(String[]::new)).then(() -> {
            world.keys.add(key);
            if (world.keys.size() > 4) {
                world.keys.remove(0);
            }
        });
    }

    private String scopeOf(UUID key) {
        return "insert into tenancy.delegate_permission (tenant_id, principal_id, permission) values (" + world.tenant
                + ", '" + key + "', '" + world.pick(AccessOperations.PERMISSIONS) + "') on conflict do nothing";
    }

    private UUID anyKey() {
        return world.keys.isEmpty() ? Step.NOBODY : world.pick(world.keys);
    }

    private Step scope(UUID actor) {
        return Step.of("widen a key", actor, scopeOf(anyKey()));
    }

    private Step changeKey(UUID actor) {
        UUID key = anyKey();
        return switch (world.random.nextInt(3)) {
            case 0 ->
                Step.of(
                        "revoke a key",
                        actor,
                        "update tenancy.api_key set revoked_at = now() where id = '" + key + "'");
            case 1 ->
                Step.of(
                        "free a key",
                        actor,
                        "delete from tenancy.delegate_permission where principal_id = '" + key + "'",
                        "delete from tenancy.delegate where principal_id = '" + key + "'");
            default ->
                Step.of(
                        "take a key over",
                        actor,
                        "insert into tenancy.delegate (tenant_id, principal_id, delegator_id) values (" + world.tenant
                                + ", '" + key + "', '" + actor + "')");
        };
    }

    private Step impersonate() {
        String level = world.pick(List.of("SUPPORT", "SUPPORT", "BILLING_READ"));
        UUID member = world.pick(world.people);
        // Who answers here is whom support acts as: it must manage nothing. See Judge.
        return new Step(
                "impersonate " + level,
                Step.As.OPERATOR,
                member,
                null,
                List.of(
                        "insert into tenancy.impersonation (id, operator_id, tenant_id, account_id, reason, started_at, expires_at)"
                                + " select gen_random_uuid(), o.id, " + world.tenant + ", '" + member
                                + "', 'y', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z' from tenancy.operator o where o.level = '"
                                + level + "'"),
                () -> {});
    }

    /** From inside of a tenant: what only operators and visitors do. */
    private Step reachForThePlatform(UUID actor) {
        String victim = world.pick(world.people).toString();
        String hash = "sha256('" + world.id() + "')";
        return switch (world.random.nextInt(3)) {
            case 0 ->
                Step.of(
                        "reset a password from inside",
                        actor,
                        "select tenancy.account_issue_link(" + hash
                                + ", 'PASSWORD_RESET', null, (select m.email from tenancy.member m"
                                + " where m.account_id = '" + victim + "'), '2026-01-01T00:00:00Z', " + LATER + ")",
                        "select tenancy.account_reset_password(" + hash + ", '" + Mailboxes.password(actor)
                                + "', '2026-01-01T00:00:01Z')");
            case 1 ->
                Step.of(
                        "accept an invitation from inside",
                        actor,
                        "select 1 from tenancy.accept_invitation("
                                + (invitations.isEmpty() ? hash : "sha256('" + world.pick(invitations).token + "')")
                                + ", '" + actor + "', gen_random_uuid(), '2026-01-01T00:00:00Z')");
            default ->
                Step.of(
                        "impersonate from inside",
                        actor,
                        "insert into tenancy.impersonation (id, operator_id, tenant_id, account_id, reason, started_at, expires_at)"
                                + " values (gen_random_uuid(), gen_random_uuid(), " + world.tenant + ", '" + victim
                                + "', 'y', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z')");
        };
    }
}
