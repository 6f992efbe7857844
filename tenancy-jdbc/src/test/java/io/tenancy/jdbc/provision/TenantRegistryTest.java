package io.tenancy.jdbc.provision;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static io.tenancy.jdbc.testing.TenancyDatabase.askAs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.tenant.ReservedTenantKeyException;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import io.tenancy.tenant.TenantNotFoundException;
import io.tenancy.tenant.TenantStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TenantRegistryTest extends RegistryFixture {
    @Test
    void createdTenantIsActiveAndItsWholeWayIsAudited() {
        Tenant tenant = tenant("oslo");

        assertThat(tenant.status()).isEqualTo(TenantStatus.ACTIVE);
        assertThat(tenant.id().value().version()).isEqualTo(7);
        TenantDetails details = registry.show(tenant.id());
        assertThat(details.tenant()).isEqualTo(tenant);
        assertThat(details.createdAt()).isEqualTo(clock.instant());
        assertThat(details.history())
                .extracting(RegistryChange::action)
                .containsExactly("tenant.create", "tenant.status", "tenant.status");
        assertThat(details.history()).allSatisfy(change -> {
            assertThat(change.actor()).isEqualTo("ops:anna");
            assertThat(change.reason()).isEqualTo("ticket 42");
            assertThat(change.at()).isEqualTo(details.createdAt());
        });
        assertThat(details.history().get(2).after()).contains("\"status\": \"ACTIVE\"");
    }

    @Test
    void duplicateKeyIsTakenAndNothingIsLeft() throws SQLException {
        tenant("twice");
        String before = ask(database.admin(), "select count(*) from tenancy.registry_change")
                .get(0);
        assertThatExceptionOfType(TenantKeyTakenException.class)
                .isThrownBy(() -> tenant("twice"))
                .extracting(TenancyException::code)
                .isEqualTo(ErrorCode.TENANT_KEY_TAKEN);
        assertThat(ask(database.admin(), "select count(*) from tenancy.registry_change"))
                .containsExactly(before);
    }

    @Test
    void oneOfManyConcurrentCreationsWins() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> attempts = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                attempts.add(() -> {
                    try {
                        tenant("rush");
                        return true;
                    } catch (TenantKeyTakenException e) {
                        return false;
                    }
                });
            }
            int won = 0;
            for (Future<Boolean> attempt : pool.invokeAll(attempts)) {
                won += attempt.get() ? 1 : 0;
            }
            assertThat(won).isOne();
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void reservedAndMalformedKeysAreRefused() {
        assertThatExceptionOfType(ReservedTenantKeyException.class).isThrownBy(() -> tenant("www"));
        Tenant tenant = tenant("plain");
        assertThatExceptionOfType(ReservedTenantKeyException.class)
                .isThrownBy(() -> registry.rename(tenant.id(), TenantKey.of("admin"), OPS));
        for (String bad : List.of("", "A", "a..b", "a_b", "x".repeat(64), "\u0430pple", "-a", "a-", "xn--abc", "a\n")) {
            refused(
                    "23514",
                    () -> io.tenancy.jdbc.testing.TenancyDatabase.run(
                            database.admin(),
                            "begin; select set_config('tenancy.actor', 'a', true), set_config('tenancy.reason', 'r', true),"
                                    + " set_config('tenancy.changed_at', '2026-01-01T00:00:00Z', true);"
                                    + " insert into tenancy.tenant (id, key, name, status) values (gen_random_uuid(), '"
                                    + bad
                                    + "', 'n', 'PENDING')"));
        }
    }

    @Test
    void formerKeyStaysReservedForAYearForEverybodyElse() {
        Tenant tenant = tenant("old-name");
        Tenant renamed = registry.rename(tenant.id(), TenantKey.of("new-name"), OPS);

        assertThat(renamed.key()).hasToString("new-name");
        assertThat(renamed.version()).isGreaterThan(tenant.version());
        assertThat(registry.find(TenantKey.of("old-name"))).isEmpty();
        assertThatExceptionOfType(TenantKeyTakenException.class).isThrownBy(() -> tenant("old-name"));
        assertThat(registry.rename(tenant.id(), TenantKey.of("old-name"), OPS).key())
                .hasToString("old-name");
        registry.rename(tenant.id(), TenantKey.of("new-name"), OPS);

        clock.advance(Duration.ofDays(364));
        assertThatExceptionOfType(TenantKeyTakenException.class).isThrownBy(() -> tenant("old-name"));
        clock.advance(Duration.ofDays(2));
        assertThat(tenant("old-name").id()).isNotEqualTo(tenant.id());
    }

    @Test
    void lifecycleInJavaAndInTheDatabaseAreTheSame() throws SQLException {
        List<String> moves = new ArrayList<>();
        for (TenantStatus from : TenantStatus.values()) {
            from.next().forEach(to -> moves.add(from + ">" + to));
        }
        assertThat(ask(database.app(), "select from_status || '>' || to_status from tenancy.lifecycle_move"))
                .containsExactlyInAnyOrderElementsOf(moves);
    }

    @Test
    void tenantIsSuspendedActivatedAndCancelledWithItsReason() {
        Tenant tenant = tenant("moves");
        Tenant suspended = registry.suspend(tenant.id(), new Attribution("billing", "invoice unpaid"));
        assertThat(suspended.status()).isEqualTo(TenantStatus.SUSPENDED);
        assertThat(suspended.statusReason()).isEqualTo("invoice unpaid");
        assertThat(registry.activate(tenant.id(), OPS).status()).isEqualTo(TenantStatus.ACTIVE);
        assertThat(registry.cancel(tenant.id(), OPS).status()).isEqualTo(TenantStatus.CANCELLED);
        assertThat(registry.activate(tenant.id(), OPS).status()).isEqualTo(TenantStatus.ACTIVE);
        assertThat(registry.show(tenant.id()).history()).hasSize(7);
    }

    @Test
    void moveThatTheLifecycleDoesNotKnowIsRefused() {
        Tenant tenant = tenant("stuck");
        assertThatExceptionOfType(TransitionRefusedException.class)
                .isThrownBy(() -> registry.activate(tenant.id(), OPS))
                .withMessageContaining("SUSPENDED")
                .extracting(TenancyException::code)
                .isEqualTo(ErrorCode.TENANT_TRANSITION_REFUSED);
        assertThatExceptionOfType(TransitionRefusedException.class)
                .isThrownBy(() -> registry.delete(tenant.id(), OPS, DeletionProgress.SILENT));
    }

    @Test
    void unknownTenantIsItsOwnFact() {
        TenantId nobody = TenantId.of(UUID.randomUUID());
        assertThatExceptionOfType(TenantNotFoundException.class).isThrownBy(() -> registry.show(nobody));
        assertThatExceptionOfType(TenantNotFoundException.class).isThrownBy(() -> registry.suspend(nobody, OPS));
        assertThatExceptionOfType(TenantNotFoundException.class)
                .isThrownBy(() -> registry.require(TenantKey.of("nobody")));
    }

    @Test
    void listIsPagedFilteredAndSearched() {
        for (int i = 0; i < 7; i++) {
            registry.create(TenantKey.of("page-" + i), "Paged 100% " + i, OPS);
        }
        registry.suspend(registry.require(TenantKey.of("page-3")).id(), OPS);

        TenantQuery query = TenantQuery.first().withSearch("PAGED 100%").withLimit(3);
        TenantPage first = registry.list(query);
        TenantPage second = registry.list(query.after(java.util.Objects.requireNonNull(first.nextCursor())));
        TenantPage third = registry.list(query.after(java.util.Objects.requireNonNull(second.nextCursor())));
        assertThat(first.items()).extracting(t -> t.key().value()).containsExactly("page-0", "page-1", "page-2");
        assertThat(second.items()).extracting(t -> t.key().value()).containsExactly("page-3", "page-4", "page-5");
        assertThat(third.items()).extracting(t -> t.key().value()).containsExactly("page-6");
        assertThat(third.nextCursor()).isNull();
        assertThat(registry.list(TenantQuery.first()
                                .withStatus(TenantStatus.SUSPENDED)
                                .withSearch("page-"))
                        .items())
                .hasSize(1);
        assertThat(registry.list(TenantQuery.first().withSearch("paged_100")).items())
                .as("what is searched for is text, not a pattern")
                .isEmpty();
        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(() -> registry.list(query.after("nonsense")))
                .extracting(TenancyException::code)
                .isEqualTo(ErrorCode.USAGE);
    }

    @Test
    void domainResolvesOnceVerifiedAndForOneTenantOnly() {
        Tenant one = tenant("dom-one");
        Tenant two = tenant("dom-two");
        assertThat(registry.addDomain(one.id(), "Portal.Example.ORG.", OPS).domain())
                .isEqualTo("portal.example.org");
        registry.addDomain(two.id(), "portal.example.org", OPS);
        var store = JdbcTenantStore.uncached(database.app());

        assertThat(store.findByDomain("portal.example.org")).isEmpty();
        assertThat(registry.markDomainVerified(one.id(), "portal.example.org", OPS)
                        .verifiedAt())
                .isNotNull();
        assertThat(store.findByDomain("portal.example.org")).contains(one);
        assertThatExceptionOfType(DomainTakenException.class)
                .isThrownBy(() -> registry.markDomainVerified(two.id(), "portal.example.org", OPS));
        assertThatExceptionOfType(DomainTakenException.class)
                .isThrownBy(() -> registry.addDomain(tenant("dom-three").id(), "portal.example.org", OPS));
        assertThat(registry.removeDomain(one.id(), "portal.example.org", OPS)).isTrue();
        assertThat(store.findByDomain("portal.example.org")).isEmpty();
        assertThat(registry.show(one.id()).history())
                .extracting(RegistryChange::action)
                .endsWith("domain.add", "domain.verify", "domain.remove");
    }

    @Test
    void settingsAreReadByTheirOwnTenantOnly() throws SQLException {
        Tenant one = tenant("set-one");
        Tenant two = tenant("set-two");
        registry.putSetting(one.id(), "locale", "\"nb\"", OPS);
        registry.putSetting(one.id(), "locale", "\"nn\"", OPS);
        registry.putSetting(two.id(), "locale", "\"de\"", OPS);

        assertThat(registry.show(one.id()).settings()).containsExactly(java.util.Map.entry("locale", "\"nn\""));
        assertThat(askAs(database.app(), one.id().value(), "select value from tenancy.tenant_setting"))
                .containsExactly("\"nn\"");
        assertThat(registry.removeSetting(one.id(), "locale", OPS)).isTrue();
        assertThat(registry.removeSetting(one.id(), "locale", OPS)).isFalse();
        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(() -> registry.putSetting(one.id(), "locale", "nb", OPS))
                .extracting(TenancyException::code)
                .isEqualTo(ErrorCode.USAGE);
        RegistryChange change = registry.show(one.id()).history().get(4);
        assertThat(change.action()).isEqualTo("setting.put");
        assertThat(change.before()).contains("nb");
        assertThat(change.after()).contains("nn").contains("locale");
    }
}
