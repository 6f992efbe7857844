package io.tenancy.cli.sweep;

import io.tenancy.apikey.ApiKeyRequest;
import io.tenancy.apikey.KeyUse;
import io.tenancy.audit.AuditAction;
import io.tenancy.audit.AuditEvent;
import io.tenancy.audit.AuditQuery;
import io.tenancy.authorization.Permission;
import io.tenancy.authorization.PrincipalKind;
import io.tenancy.authorization.RoleDefinition;
import io.tenancy.entitlement.Reservation;
import io.tenancy.jdbc.alert.Alert;
import io.tenancy.jdbc.alert.AlertSeverity;
import io.tenancy.jdbc.security.SecurityEvent;
import io.tenancy.member.EmailAddress;
import io.tenancy.observation.Observations;
import io.tenancy.ratelimit.RateLimit;
import io.tenancy.ratelimit.RateSubject;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a tenant can pass: of each type a value of its own first, then everything that the other tenant has. */
final class Arguments {
    /** A value in either database: the tenant's own differ there, the other tenant's are the same. */
    record Argument(Object beside, Object alone, boolean foreign) {}

    /** The text that each service is asked for where another parameter is tried. A service without an entry fails the sweep. */
    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("quotas", "appointments"),
            Map.entry("entitlements", "sms_reminders"),
            Map.entry("rateLimits", "login"),
            Map.entry("roles", "alder-desk"),
            Map.entry("members", "staff"),
            Map.entry("memberships", "nothing"),
            Map.entry("accounts", "four words that fit of alder"),
            Map.entry("apiKeys", "nothing"),
            Map.entry("settings", "currency"),
            Map.entry("security", "192.0.2.1"),
            Map.entry("reads", "patients"));

    /** Whoever has an invitation in hand was invited: there it is no secret of the other tenant's. */
    private static final Set<String> BEARER = Set.of("memberships");

    private final World.Inhabitant beside;
    private final World.Inhabitant alone;
    private final Map<Class<?>, Function<String, List<Argument>>> byType = new HashMap<>();

    Arguments(World.Inhabitant beside, World.Inhabitant alone, Facts other, World.Inhabitant neighbour) {
        this.beside = beside;
        this.alone = alone;
        List<String> texts = Stream.concat(
                        other.texts.stream(), Stream.of("token", "secret").map(name ->
                                (String) neighbour.facts().get(name)))
                .toList();
        List<UUID> ids = new ArrayList<>(other.ids);
        ids.add(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L));
        texts(texts, ids, neighbour);
        ids(ids, (Reservation) neighbour.facts().get("reservation"));
        plain();
    }

    private void texts(List<String> texts, List<UUID> ids, World.Inhabitant neighbour) {
        byType.put(String.class, room -> {
            List<Argument> all =
                    new ArrayList<>(List.of(same(Objects.requireNonNull(TEXTS.get(room), "a text for " + room))));
            // Each of these is a password to hash.
            int step = room.equals("accounts") && !Boolean.getBoolean("tenancy.proofs") ? 20 : 1;
            IntStream.range(0, texts.size())
                    .filter(i -> i % step == 0)
                    .mapToObj(texts::get)
                    .filter(text -> !BEARER.contains(room)
                            || !text.equals(neighbour.facts().get("token")))
                    .forEach(text -> all.add(foreign(text)));
            ids.stream().limit(room.equals("accounts") ? 3 : ids.size()).forEach(id -> all.add(foreign(id.toString())));
            return all;
        });
        each(
                EmailAddress.class,
                EmailAddress.of("new@alder.example"),
                texts,
                text -> text.contains("@") ? EmailAddress.of(text) : null);
        each(
                TenantKey.class,
                TenantKey.of("alder"),
                texts,
                text -> text.matches("[a-z0-9-]{1,63}") ? TenantKey.of(text) : null);
        each(
                RoleDefinition.class,
                RoleDefinition.of("alder-new", "New", "patients:read"),
                texts,
                text -> text.matches("[a-z-]+") ? RoleDefinition.of(text, "Made by alder", "patients:read") : null);
        each(
                AuditQuery.class,
                AuditQuery.latest(),
                texts,
                text -> text.length() <= 100 ? AuditQuery.latest().byActor(text) : null);
        each(
                Permission.class,
                Permission.of("patients:read"),
                texts,
                text -> text.matches("[a-z]+:[a-z]+") ? Permission.of(text) : null);
        each(Alert.class, alert("alder"), texts, text -> text.length() <= 100 ? alert(text) : null);
        each(SecurityEvent.class, event("alder"), texts, text -> text.length() <= 100 ? event(text) : null);
        each(AuditEvent.class, said("alder"), texts, text -> text.length() <= 100 ? said(text) : null);
        byType.put(
                Map.class,
                room -> Stream.concat(Stream.of("appointments"), texts.stream())
                        .map(text -> foreign(Map.of(text, 1L)))
                        .toList());
    }

    private void ids(List<UUID> ids, Reservation reservation) {
        byType.put(UUID.class, room -> {
            List<Argument> all = new ArrayList<>(List.of(own("member")));
            ids.forEach(id -> all.add(foreign(id)));
            return all;
        });
        byType.put(TenantId.class, room -> {
            List<Argument> all = new ArrayList<>(
                    List.of(new Argument(beside.tenant().id(), alone.tenant().id(), false)));
            ids.forEach(id -> all.add(foreign(TenantId.of(id))));
            return all;
        });
        byType.put(Reservation.class, room -> {
            List<Argument> all = new ArrayList<>(List.of(own("reservation"), foreign(reservation)));
            ids.forEach(id -> all.add(
                    foreign(new Reservation(id, reservation.meter(), reservation.amount(), reservation.expiresAt()))));
            return all;
        });
        byType.put(RateSubject.class, room -> {
            List<Argument> all = new ArrayList<>(List.of(new Argument(
                    RateSubject.tenant(beside.tenant().id()),
                    RateSubject.tenant(alone.tenant().id()),
                    false)));
            ids.forEach(id -> all.add(foreign(RateSubject.key(id))));
            ids.forEach(id -> all.add(foreign(RateSubject.tenant(TenantId.of(id)))));
            return all;
        });
    }

    private void plain() {
        byType.put(long.class, room -> List.of(same(1L)));
        byType.put(int.class, room -> List.of(same(10)));
        byType.put(Instant.class, room -> List.of(same(Instant.parse("2026-01-01T00:00:00Z"))));
        byType.put(Object.class, room -> List.of(same("en")));
        byType.put(Throwable.class, room -> List.of(same(new IllegalStateException("swept"))));
        byType.put(
                Observations.Work.class,
                room -> List.of(same((Observations.Work<String, RuntimeException>) () -> "done")));
        byType.put(Duration.class, room -> List.of(same(Duration.ofHours(1))));
        byType.put(LocalDate.class, room -> List.of(same(LocalDate.of(2026, 1, 1))));
        byType.put(KeyUse.class, room -> List.of(same(KeyUse.from(null))));
        byType.put(
                ApiKeyRequest.class,
                room -> List.of(same(ApiKeyRequest.named("alder new").scopes(Permission.of("patients:read")))));
        byType.put(
                PrincipalKind.class,
                room -> Stream.of(PrincipalKind.values()).map(Arguments::same).toList());
        byType.put(
                RateLimit.class,
                room -> List.of(
                        same(RateLimit.of("api_key", RateLimit.By.KEY, 1000, Duration.ofHours(1))),
                        same(RateLimit.of("per_tenant", RateLimit.By.TENANT, 1000, Duration.ofHours(1)))));
    }

    /** Of a parameter: the tenant's own first. */
    List<Argument> of(Class<?> type, String room) {
        Function<String, List<Argument>> maker = byType.get(type);
        if (maker == null) {
            throw new IllegalStateException("The sweep knows no " + type.getName() + "; tell it what to pass");
        }
        return maker.apply(room);
    }

    private <T> void each(Class<T> type, T own, List<String> texts, Function<String, T> maker) {
        byType.put(
                type,
                room -> Stream.concat(
                                Stream.of(same(own)),
                                texts.stream()
                                        .map(maker)
                                        .filter(Objects::nonNull)
                                        .map(Arguments::foreign))
                        .toList());
    }

    private Argument own(String fact) {
        return new Argument(beside.facts().get(fact), alone.facts().get(fact), false);
    }

    private static Argument same(Object value) {
        return new Argument(value, value, false);
    }

    private static Argument foreign(Object value) {
        return new Argument(value, value, true);
    }

    private static Alert alert(String text) {
        return Alert.of("tenants.swept", AlertSeverity.INFO, "Swept").about(text);
    }

    private static SecurityEvent event(String text) {
        return new SecurityEvent(SecurityEvent.LOGIN_FAILED, text, null);
    }

    private static AuditEvent said(String text) {
        return AuditEvent.of(AuditAction.of("swept.say"))
                .resource("thing", text)
                .build();
    }
}
