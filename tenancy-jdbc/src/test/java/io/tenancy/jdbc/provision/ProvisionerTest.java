package io.tenancy.jdbc.provision;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.entitlement.Plan;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.tenant.TenantStatus;
import java.io.IOException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tenants are set up whole, or can be gone on with, whatever happens on the way. */
class ProvisionerTest extends RegistryFixture {
    /** In full at every point; else at every third. */
    private static final boolean PROOFS = Boolean.getBoolean("tenancy.proofs");

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final List<String> elsewhere = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void prepare() throws Exception {
        run(
                database.migrator(),
                "create table room (tenant_id uuid default current_setting('tenancy.tenant_id')::uuid, name text,"
                        + " primary key (tenant_id, name)); select tenancy.isolate('room')");
        PlanRegistry.over(database.admin(), clock)
                .publish(
                        List.of(new Plan(
                                "starter",
                                1,
                                "Starter",
                                Plan.Kind.BASE,
                                List.of(),
                                new Plan.Terms(14, 7, false),
                                Map.of())),
                        OPS);
    }

    private ProvisioningRequest request() {
        return ProvisioningRequest.of(TenantKey.of("practice-" + NUMBER.incrementAndGet()), "Practice")
                .plan("starter")
                .owner("ann@bergen.example", "Ann")
                .setting("branding.colour", "\"#0a7\"")
                .setting("locale", "\"nb\"");
    }

    private static ProvisioningStep rooms() {
        // snippet: step
        return ProvisioningStep.of("rooms", context -> {
            try (Statement statement = context.connection().createStatement()) {
                statement.execute("insert into room (name) values ('Room 1'), ('Room 2')");
            }
        });
        // end
    }

    /** A step that does something outside the database, once however often it runs. */
    private ProvisioningStep bucket() {
        return new ProvisioningStep() {
            @Override
            public String name() {
                return "bucket";
            }

            @Override
            public void run(ProvisioningContext context) {
                if (!elsewhere.contains(context.tenant().key().value())) {
                    elsewhere.add(context.tenant().key().value());
                }
            }

            @Override
            public boolean undo(ProvisioningContext context) {
                return elsewhere.remove(context.tenant().key().value());
            }
        };
    }

    private Provisioner provisioner(DataSource admin, ProvisioningStep... more) {
        ProvisionerBuilder builder =
                Provisioner.builder(admin, clock).step(rooms()).step(bucket());
        for (ProvisioningStep step : more) {
            builder.step(step);
        }
        return builder.build();
    }

    private void assertSetUp(Provisioning done) throws Exception {
        Tenant tenant = done.tenant();
        String where = " where tenant_id = '" + tenant.id() + "'";
        assertThat(tenant.status()).isEqualTo(TenantStatus.ACTIVE);
        assertThat(done.state()).isEqualTo(Provisioning.State.DONE);
        assertThat(done.standing()).containsExactly("settings", "owner", "plan", "rooms", "bucket");
        assertThat(ask(database.admin(), "select name from tenancy.tenant_setting" + where + " order by 1"))
                .containsExactly("branding.colour", "locale");
        assertThat(
                        ask(
                                database.admin(),
                                "select m.email from tenancy.member m join tenancy.role_grant g using (tenant_id)"
                                        + where
                                        + " and g.principal_id = m.account_id and g.system_role = 'owner' and m.status = 'ACTIVE'"))
                .containsExactly("ann@bergen.example");
        assertThat(ask(database.admin(), "select name from tenancy.account where email = 'ann@bergen.example'"))
                .hasSize(1);
        assertThat(ask(database.admin(), "select trial_ends_at from tenancy.tenant_plan" + where))
                .hasSize(1)
                .doesNotContainNull();
        assertThat(ask(database.admin(), "select name from room" + where)).hasSize(2);
        assertThat(ask(database.admin(), "select request from tenancy.provisioning" + where))
                .containsOnlyNulls();
        assertThat(elsewhere).containsOnlyOnce(tenant.key().value());
    }

    @Test
    void setsUpATenantStepByStep() throws Exception {
        DataSource admin = database.admin();
        // snippet: provision
        Provisioner provisioner =
                Provisioner.builder(admin, clock).step(rooms()).step(bucket()).build();
        ProvisioningRequest order = ProvisioningRequest.of(TenantKey.of("bergen"), "Bergen Clinic")
                .plan("starter") // its trial begins
                .owner("ann@bergen.example", "Ann Berg") // whoever has the account, or a new one
                .setting("branding.colour", "\"#0a7\"")
                .setting("locale", "\"nb\"")
                .idempotencyKey("signup-4711"); // sent twice, done once
        Provisioning done = provisioner.provision(order, new Attribution("signup", "Bergen signed up"));
        // end

        assertSetUp(done);
        assertThat(done.duration()).isEqualTo(Duration.ZERO);
        assertThat(registry.show(done.tenant().id()).history())
                .extracting(RegistryChange::action)
                .contains("tenant.create", "setting.put", "plan.assign", "tenant.status");
    }

    @Test
    void sameOrderGivesTheSameTenantAndAnotherOrderIsRefused() {
        Provisioner provisioner = provisioner(database.admin());
        ProvisioningRequest order = request().idempotencyKey("signup-1");
        Provisioning done = provisioner.provision(order, OPS);

        assertThat(provisioner.provision(order, OPS)).isEqualTo(done);
        assertThatExceptionOfType(IdempotencyKeyReusedException.class)
                .isThrownBy(() -> provisioner.provision(request().idempotencyKey("signup-1"), OPS));
    }

    @Test
    void nothingIsLeftOfAnOrderThatCannotBeginAtAll() throws Exception {
        Provisioner provisioner = provisioner(database.admin());
        ProvisioningRequest order = request();
        assertThatExceptionOfType(PlanNotFoundException.class)
                .isThrownBy(() -> provisioner.provision(order.plan("gold"), OPS));
        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(() -> provisioner.provision(order.setting("broken", "{"), OPS))
                .withMessageContaining("JSON");
        assertThat(ask(database.admin(), "select 1 from tenancy.tenant where key = '" + order.key() + "'"))
                .isEmpty();
        assertSetUp(provisioner.provision(order, OPS));
        assertThatExceptionOfType(TenantKeyTakenException.class).isThrownBy(() -> provisioner.provision(order, OPS));
    }

    @Test
    void whoeverSignedUpWithAnAddressFirstIsNoOwnerByIt() throws Exception {
        UUID squatter = UUID.randomUUID();
        run(
                database.app(),
                "select tenancy.account_create('" + squatter
                        + "', 'eve@bergen.example', 'Eve', '$argon2id$x', '2026-03-01T10:00:00Z')");
        Provisioner provisioner = provisioner(database.admin());
        ProvisioningRequest order = ProvisioningRequest.of(TenantKey.of("squatted"), "Practice");

        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(() -> provisioner.provision(order.owner("eve@bergen.example", "Eve"), OPS))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EMAIL_TAKEN));
        assertThat(ask(database.admin(), "select 1 from tenancy.tenant where key = 'squatted'"))
                .isEmpty();

        // Who has signed in is known by its account, and sets its own tenant up.
        ProvisioningRequest own = new ProvisioningRequest(
                order.key(),
                order.name(),
                null,
                new ProvisioningRequest.Owner("eve@bergen.example", "Eve", squatter),
                new TreeMap<>(),
                null);
        Tenant tenant = provisioner.provision(own, OPS).tenant();
        assertThat(ask(
                        database.admin(),
                        "select account_id from tenancy.member where tenant_id = '" + tenant.id() + "'"))
                .containsExactly(squatter.toString());
    }

    @Test
    void failedStepIsToldAndGoneOnWith() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        ProvisioningStep flaky = ProvisioningStep.of("flaky", context -> {
            assertThat(context.attempt()).isEqualTo(tries.incrementAndGet());
            if (tries.get() < 3) {
                throw new IOException("secret of a row");
            }
        });
        Provisioner provisioner = provisioner(database.admin(), flaky);
        ProvisioningRequest order = request();
        assertThatExceptionOfType(ProvisioningFailedException.class)
                .isThrownBy(() -> provisioner.provision(order, OPS))
                .withMessageContaining("flaky")
                .withMessageContaining("java.io.IOException")
                .withMessageNotContaining("secret");
        Tenant tenant = registry.require(order.key());
        assertThat(tenant.status()).isEqualTo(TenantStatus.FAILED);
        Provisioning failed = provisioner.find(tenant.id()).orElseThrow();
        assertThat(failed.state()).isEqualTo(Provisioning.State.FAILED);
        assertThat(failed.error()).isEqualTo("flaky: java.io.IOException");
        assertThatExceptionOfType(ProvisioningFailedException.class)
                .isThrownBy(() -> provisioner.resume(tenant.id(), OPS));

        Provisioning done = provisioner.resume(tenant.id(), OPS);
        assertThat(done.state()).isEqualTo(Provisioning.State.DONE);
        assertThat(done.tenant().status()).isEqualTo(TenantStatus.ACTIVE);
        assertThat(done.attempts()).isEqualTo(4);
        assertThat(provisioner.resume(tenant.id(), OPS)).isEqualTo(done);
    }

    @Test
    void givenUpOrderTellsWhatIsLeft() throws Exception {
        ProvisioningStep broken = ProvisioningStep.of("broken", context -> {
            throw new IOException();
        });
        ProvisioningStep dns = ProvisioningStep.of("dns", context -> {});
        Provisioner provisioner = provisioner(database.admin(), dns, broken);
        ProvisioningRequest order = request();
        assertThatExceptionOfType(ProvisioningFailedException.class)
                .isThrownBy(() -> provisioner.provision(order, OPS));
        Tenant tenant = registry.require(order.key());

        Provisioning undone = provisioner.undo(tenant.id(), OPS);
        assertThat(undone.state()).isEqualTo(Provisioning.State.UNDONE);
        assertThat(undone.tenant().status()).isEqualTo(TenantStatus.CANCELLED);
        assertThat(undone.standing()).containsExactly("rooms", "dns");
        assertThat(elsewhere).isEmpty();

        registry.delete(tenant.id(), OPS, DeletionProgress.SILENT);
        assertThat(ask(database.admin(), "select 1 from room where tenant_id = '" + tenant.id() + "'"))
                .isEmpty();
        assertSetUp(provisioner(database.admin()).provision(order, OPS)); // the key is free again
    }

    @Test
    void activeTenantIsNotGivenUp() {
        Provisioner provisioner = provisioner(database.admin());
        Tenant tenant = provisioner.provision(request(), OPS).tenant();
        assertThatExceptionOfType(TransitionRefusedException.class)
                .isThrownBy(() -> provisioner.undo(tenant.id(), OPS));
        Tenant other = tenant("by-hand-" + NUMBER.incrementAndGet());
        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(() -> provisioner.resume(other.id(), OPS))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PROVISIONING_NOT_FOUND));
    }

    @Test
    void reservedKeyWaitsForItsPayment() throws Exception {
        Provisioner provisioner = provisioner(database.admin());
        ProvisioningRequest order = request().idempotencyKey("paid-" + NUMBER.incrementAndGet());
        Provisioning waiting = provisioner.reserve(order, OPS);
        assertThat(waiting.tenant().status()).isEqualTo(TenantStatus.PENDING);
        assertThat(waiting.state()).isEqualTo(Provisioning.State.WAITING);
        assertThat(provisioner.reserve(order, OPS)).isEqualTo(waiting);
        assertThatExceptionOfType(TenantKeyTakenException.class)
                .isThrownBy(() -> provisioner.provision(ProvisioningRequest.of(order.key(), "Somebody else"), OPS));

        assertSetUp(provisioner.resume(waiting.tenant().id(), OPS));
    }

    @Test
    void keyThatNobodyPaysForIsFreeAfterADay() throws Exception {
        Provisioner provisioner = provisioner(database.admin());
        ProvisioningRequest order = request();
        Tenant waiting = provisioner.reserve(order, OPS).tenant();
        java.time.Instant before = clock.instant();
        try {
            clock.set(before.plus(Duration.ofHours(24)).minusNanos(1_000));
            assertThat(provisioner.releaseUnpaid(OPS)).isEmpty();
            clock.set(before.plus(Duration.ofHours(24)));
            assertThat(provisioner.releaseUnpaid(OPS)).extracting(Tenant::id).containsExactly(waiting.id());
            assertThat(provisioner.releaseUnpaid(OPS)).isEmpty();
            assertSetUp(provisioner.provision(order, OPS));
        } finally {
            clock.set(before);
        }
    }

    @Test
    void whoDoesNotKnowAStepDoesNotCallTheTenantReady() {
        Provisioning waiting = provisioner(database.admin()).reserve(request(), OPS);
        Provisioner other = Provisioner.builder(database.admin(), clock).build();
        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(() -> other.resume(waiting.tenant().id(), OPS))
                .withMessageContaining("rooms, bucket");
        assertThat(registry.show(waiting.tenant().id()).tenant().status()).isEqualTo(TenantStatus.PROVISIONING);
    }

    @Test
    void twoStepsOfOneNameAreRefused() {
        assertThatIllegalStateException().isThrownBy(() -> provisioner(database.admin(), rooms()));
        assertThatIllegalStateException()
                .isThrownBy(() -> provisioner(database.admin(), ProvisioningStep.of("Not a name", context -> {})));
    }

    @Test
    void racersForOneKeyLeaveOneTenant() throws Exception {
        Provisioner provisioner = provisioner(database.admin());
        for (int round = 0; round < 10; round++) {
            ProvisioningRequest order = request();
            List<Object> ends = race(provisioner, List.of(order, order));
            assertThat(ends.stream().filter(Provisioning.class::isInstance)).hasSize(1);
            assertThat(ends.stream().filter(TenantKeyTakenException.class::isInstance))
                    .hasSize(1);

            ProvisioningRequest twice = request().idempotencyKey("race-" + round);
            Set<Object> tenants = race(provisioner, List.of(twice, twice)).stream()
                    .map(end -> end instanceof Provisioning done ? done.tenant().id() : end)
                    .collect(Collectors.toSet());
            // The one that comes while the other is at it may be told so; both ever speak of one tenant.
            tenants.removeIf(end -> end instanceof TenancyException e && e.code() == ErrorCode.BUSY);
            assertThat(tenants).hasSize(1);
            assertSetUp(provisioner.provision(twice, OPS));
        }
    }

    private static List<Object> race(Provisioner provisioner, List<ProvisioningRequest> orders) throws Exception {
        CyclicBarrier start = new CyclicBarrier(orders.size());
        ExecutorService threads = Executors.newFixedThreadPool(orders.size());
        try {
            List<Future<Object>> futures = new ArrayList<>();
            for (ProvisioningRequest order : orders) {
                Callable<Object> racer = () -> {
                    start.await();
                    try {
                        return provisioner.provision(order, OPS);
                    } catch (TenancyException e) {
                        return e;
                    }
                };
                futures.add(threads.submit(racer));
            }
            List<Object> ends = new ArrayList<>();
            for (Future<Object> future : futures) {
                ends.add(future.get());
            }
            return ends;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void killedBetweenAnyTwoStatementsItConverges() throws Exception {
        int runs = PROOFS ? 100 : 1;
        KillingDataSource killing = new KillingDataSource(database, database.admin());
        provisioner(killing.killingBefore(Integer.MAX_VALUE)).provision(request(), OPS);
        int points = killing.sent();
        assertThat(points).isGreaterThan(30);
        for (int run = 0; run < runs; run++) {
            for (int point = 1; point <= points; point += PROOFS ? 1 : 3) {
                ProvisioningRequest order = request().idempotencyKey("killed-" + run + "-" + point);
                Provisioner killed = provisioner(killing.killingBefore(point));
                assertThatExceptionOfType(TenancyException.class)
                        .as("point %d", point)
                        .isThrownBy(() -> killed.provision(order, OPS));
                assertSetUp(provisioner(database.admin()).provision(order, OPS));
            }
        }
    }

    @Test
    void deletionKilledBetweenAnyTwoStatementsConverges() throws Exception {
        int runs = PROOFS ? 100 : 1;
        KillingDataSource killing = new KillingDataSource(database, database.admin());
        int points = deletionPoints(killing);
        for (int run = 0; run < runs; run++) {
            for (int point = 1; point <= points; point += PROOFS ? 1 : 3) {
                Tenant tenant = cancelled();
                TenantRegistry killed = TenantRegistry.over(killing.killingBefore(point), clock);
                assertThatExceptionOfType(TenancyException.class)
                        .as("point %d", point)
                        .isThrownBy(() -> killed.delete(tenant.id(), OPS, DeletionProgress.SILENT));
                DeletionReport report = point == points && isDeleted(tenant)
                        ? null
                        : registry.delete(tenant.id(), OPS, DeletionProgress.SILENT);
                assertThat(report == null || report.tenant().status() == TenantStatus.DELETED)
                        .isTrue();
                assertThat(ask(database.admin(), "select 1 from room where tenant_id = '" + tenant.id() + "'"))
                        .isEmpty();
            }
        }
    }

    private boolean isDeleted(Tenant tenant) {
        return registry.show(tenant.id()).tenant().status() == TenantStatus.DELETED;
    }

    private int deletionPoints(KillingDataSource killing) {
        Tenant tenant = cancelled();
        TenantRegistry.over(killing.killingBefore(Integer.MAX_VALUE), clock)
                .delete(tenant.id(), OPS, DeletionProgress.SILENT);
        return killing.sent();
    }

    private Tenant cancelled() {
        Tenant tenant = provisioner(database.admin()).provision(request(), OPS).tenant();
        return registry.cancel(tenant.id(), Duration.ZERO, OPS);
    }
}
