package io.tenancy.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.MadeObject;
import io.tenancy.billing.OperationKey;
import io.tenancy.billing.ProviderSubscription;
import io.tenancy.billing.SubscribeOrder;
import io.tenancy.billing.webhook.EventWorker;
import io.tenancy.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 5, line 2: whoever dies anywhere loses nothing and doubles nothing. */
class CrashTest {
    /** Nobody catches this, as nobody catches a kill. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private BillingWorld world;
    private TenantId tenant;

    @BeforeEach
    void start() {
        world = new BillingWorld();
        tenant = world.tenant("acme");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void assertOneTransition() throws Exception {
        assertThat(world.database.ask("select access from tenancy.billing_subscription"))
                .containsExactly("ACTIVE");
        assertThat(world.database.count("billing_transition")).isOne();
        assertThat(world.database.count("billing_effect")).isOne();
        assertThat(world.database.ask("select distinct state from tenancy.billing_event"))
                .containsExactly("DONE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ticket taken", "gateway asked", "applied, not committed", "committed"})
    void whoDiesWithAnEventLeavesItToTheNext(String place) throws Exception {
        assertThat(world.subscribe(tenant, 0)).isNotBlank();
        world.stripe.takeWebhooks().forEach(webhook -> world.deliver(webhook));
        AtomicBoolean reached = new AtomicBoolean();
        SubscriptionSync doomed = new SubscriptionSync(world.database.worker(), world.clock, at -> {
            if (at.equals(place)) {
                reached.set(true);
                throw new Killed();
            }
        });
        EventWorker dying = new EventWorker(world.database.worker(), world.gateways, doomed, world.clock);
        while (!reached.get()) {
            try {
                assertThat(dying.step()).isTrue();
            } catch (Killed e) {
                assertThat(reached).isTrue();
            }
        }

        world.clock.advance(Duration.ofMinutes(2));
        assertThat(world.worker.drain()).isPositive();
        assertOneTransition();
    }

    @Test
    void whoDiesWithWhatFollowsLeavesItToTheNext() throws Exception {
        assertThat(world.subscribe(tenant, 0)).isNotBlank();
        world.settle();
        assertThatExceptionOfType(Killed.class).isThrownBy(() -> {
            int unused = world.effects((id, subscription) -> {
                        throw new Killed();
                    })
                    .drain();
        });
        world.clock.advance(Duration.ofMinutes(2));
        List<UUID> told = new ArrayList<>();
        assertThat(world.effects((id, subscription) -> told.add(id)).drain()).isOne();

        assertThat(told).hasSize(1);
        assertOneTransition();
        assertThat(world.database.count("tenant_plan")).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoDiesWithAnOrderIsReconciled(boolean sent) throws Exception {
        String customer = world.customer(tenant);
        OperationKey key = world.key(tenant, "subscribe");
        SubscribeOrder order = new SubscribeOrder(world.starter, world.starterId, 1, 0, customer);
        assertThatExceptionOfType(Killed.class)
                .isThrownBy(() -> world.operations.run(new GatewayOrder<ProviderSubscription>(
                        world.gateway,
                        key,
                        MadeObject.SUBSCRIPTION,
                        customer,
                        order.toString(),
                        gateway -> {
                            if (sent) {
                                assertThat(gateway.subscribe(order, key).isDone())
                                        .isTrue();
                            }
                            throw new Killed();
                        },
                        ProviderSubscription::id,
                        world.gateway::subscription)));
        // The next node waits until the lease is over.
        assertThat(world.subscribe(tenant, customer, key, 0)).isInstanceOf(GatewayAnswer.Unavailable.class);
        world.clock.advance(Duration.ofMinutes(11));
        assertThat(world.subscribe(tenant, customer, key, 0).isDone()).isTrue();

        assertThat(world.stripe.count("subscription")).isOne();
        world.settle();
        assertOneTransition();
    }

    @Test
    void anOlderAnswerNeverReplacesANewerOne() throws Exception {
        String id = world.subscribe(tenant, 0);
        world.settle();
        // The first asks, and is held up with its answer; meanwhile another asks and applies.
        AtomicBoolean inside = new AtomicBoolean();
        SubscriptionSync slow = new SubscriptionSync(world.database.worker(), world.clock, at -> {
            if (at.equals("gateway asked") && inside.compareAndSet(false, true)) {
                world.stripe.change(id, "customer.subscription.deleted", it -> it.put("status", "canceled"));
                assertThat(world.sync.subscription(world.gateway, id, "another"))
                        .isEqualTo(new SyncOutcome.Applied(true));
            }
        });

        assertThat(slow.subscription(world.gateway, id, "slow")).isEqualTo(new SyncOutcome.Overtaken());
        assertThat(world.database.ask("select access from tenancy.billing_subscription"))
                .containsExactly("ENDED");
    }

    @Test
    void noTransactionIsOpenWhileTheGatewayIsAsked() {
        String id = world.subscribe(tenant, 0);
        world.settle();
        var held = world.database.held(io.tenancy.jdbc.migration.TenancyRole.WORKER);
        List<Boolean> open = new ArrayList<>();
        SubscriptionSync watched = new SubscriptionSync(world.database.worker(), world.clock, at -> {
            if (at.equals("ticket taken") || at.equals("gateway asked")) {
                open.add(held.isInTransaction());
            } else if (at.equals("applied, not committed")) {
                assertThat(held.isInTransaction()).isTrue();
            }
        });

        assertThat(watched.subscription(world.gateway, id, "test")).isEqualTo(new SyncOutcome.Applied(false));
        assertThat(open).containsExactly(false, false);
    }
}
