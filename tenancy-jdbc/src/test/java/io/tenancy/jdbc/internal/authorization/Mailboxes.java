package io.tenancy.jdbc.internal.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Passwords and mailed links of a world. Everybody reads mailboxes of its own, and knows the passwords it set. An account comes to
 * whoever reads its address, or whom its holder hands it; to nobody else.
 */
final class Mailboxes {
    /** Everybody has two addresses. */
    private static final String SECOND = "second.";

    private static final String NOW = "'2026-01-01T00:00:00Z'";

    private final AccessOperations world;
    private final List<Link> links = new ArrayList<>();
    private Map<UUID, Holding> before = Map.of();
    private int sequence;

    /** A token in somebody's mailbox. */
    private record Link(String token, UUID reader) {}

    /** What an account is reached by. */
    private record Holding(String email, String password) {}

    private Mailboxes(AccessOperations world) {
        this.world = world;
    }

    static Mailboxes addTo(AccessOperations world) {
        Mailboxes paths = new Mailboxes(world);
        world.add(1, actor -> paths.ask("PASSWORD_RESET"));
        world.add(1, actor -> paths.ask("EMAIL"));
        world.add(2, actor -> paths.follow());
        world.add(1, actor -> paths.setPassword());
        return paths;
    }

    private static UUID reader(String address) {
        return UUID.fromString(address.replace(SECOND, "").replace("@people.example", ""));
    }

    static String password(UUID knows) {
        return "$argon2id$" + knows;
    }

    String[] accounts() {
        return world.people.stream()
                .map(person -> "select tenancy.account_create('" + person + "', '" + PeopleOperations.address(person)
                        + "', 'P', '" + password(person) + "', " + NOW + ")")
                .toArray(String[]::new);
    }

    private Step ask(String purpose) {
        String token = "link-" + world.tenant.substring(1, 20) + "-" + sequence++;
        UUID reader = world.pick(world.people);
        // Whoever asks for an address has signed in: to an account whose password it knows. Anybody asks for a
        // password.
        UUID asking = world.pick(world.people);
        UUID account = before.entrySet().stream()
                .filter(one -> one.getValue().password.equals(password(asking)))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(asking);
        String address = (world.random.nextBoolean() ? "" : SECOND) + PeopleOperations.address(reader);
        return Step.visit(
                        "ask for a link",
                        Step.NOBODY,
                        "select tenancy.account_issue_link(sha256('" + token + "'), '" + purpose + "', '" + account
                                + "', '" + address + "', " + NOW + ", '2027-01-01T00:00:00Z')")
                .then(() -> links.add(new Link(token, reader)));
    }

    /** With any token of the own mailbox, for any purpose. */
    private Step follow() {
        UUID reader = world.pick(world.people);
        List<Link> own =
                links.stream().filter(link -> link.reader.equals(reader)).toList();
        String token = own.isEmpty() ? "nothing" : own.get(Math.max(0, own.size() - 1 - world.random.nextInt(3))).token;
        return world.random.nextBoolean()
                ? new Step(
                        "reset a password",
                        Step.As.VISITOR,
                        reader,
                        Step.NOBODY,
                        List.of("select tenancy.account_reset_password(sha256('" + token + "'), '" + password(reader)
                                + "', " + NOW + ")"),
                        () -> {})
                : new Step(
                        "change an address",
                        Step.As.VISITOR,
                        reader,
                        Step.NOBODY,
                        List.of("select tenancy.account_confirm_email(sha256('" + token + "'), " + NOW + ")"),
                        () -> {});
    }

    private Step setPassword() {
        UUID who = world.pick(world.people);
        return new Step(
                "set a password",
                Step.As.VISITOR,
                who,
                Step.NOBODY,
                List.of("select tenancy.account_set_password('" + world.pick(world.people) + "', '" + password(who)
                        + "', '" + password(who) + "', " + NOW + ")"),
                () -> {});
    }

    /** Looks who holds which account now. */
    void judge(Connection superuser, Step step) throws SQLException {
        Map<UUID, Holding> after = new HashMap<>();
        Jdbc.list(
                        superuser,
                        "select id, email, password_hash from tenancy.account where id = any (?)",
                        row -> Map.entry(row.getObject(1, UUID.class), new Holding(row.getString(2), row.getString(3))),
                        (Object) world.people.toArray(UUID[]::new))
                .forEach(one -> after.put(one.getKey(), one.getValue()));
        before.forEach((account, was) -> {
            Holding is = after.get(account);
            if (!is.password.equals(was.password)) {
                assertThat(is.password)
                        .as("account %s came to somebody who reads no mail of %s: %s", account, was.email, step)
                        .isEqualTo(password(reader(was.email)));
            }
            if (!is.email.equals(was.email)) {
                assertThat(reader(is.email))
                        .as("account %s got an address that nobody proved: %s", account, step)
                        .isEqualTo(step.actor());
            }
        });
        before = after;
    }
}
