package io.tenancy.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.OperationKey;
import io.tenancy.billing.ProviderSubscription;
import io.tenancy.tenant.TenantId;
import io.tenancy.testing.support.provider.Fault;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Issue 5, line 4: outgoing calls have their effect exactly once. */
class OperationsTest {
    private static final int ORDERS = Boolean.getBoolean("tenancy.proofs") ? 1_000 : 200;

    private BillingWorld world;
    private TenantId tenant;
    private String customer;
    private ExecutorService threads;

    @BeforeEach
    void start() {
        world = new BillingWorld();
        tenant = world.tenant("acme");
        customer = world.customer(tenant);
        threads = Executors.newFixedThreadPool(8);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        world.close();
    }

    private OperationKey key() {
        return world.key(tenant, "subscribe");
    }

    private GatewayAnswer<ProviderSubscription> subscribe(OperationKey key) {
        return world.subscribe(tenant, customer, key, 0);
    }

    private String state(OperationKey key) throws SQLException {
        return world.database
                .ask("select state from tenancy.billing_intent where key = '" + key.text() + "'")
                .get(0);
    }

    @Test
    void aThousandOrdersOfWhichManyAnswersAreLostMakeAThousandThings() throws Exception {
        world.stripe.failShare(0.3, 4, Fault.lostAnswer().on("POST", "/v1/subscriptions"));
        List<Callable<Integer>> all = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            all.add(() -> {
                OperationKey key = key();
                int times = 1;
                // As an application would: the same operation again until it is known.
                while (!subscribe(key).isDone()) {
                    times++;
                }
                return times;
            });
        }
        for (Future<Integer> each : threads.invokeAll(all)) {
            assertThat(each.get()).isPositive();
        }
        world.stripe.failShare(0, 4, Fault.lostAnswer());

        assertThat(world.stripe.count("subscription")).isEqualTo(ORDERS);
        assertThat(world.database.count("billing_intent where operation = 'subscribe' and state = 'DONE'"))
                .isEqualTo(ORDERS);
        assertThat(world.stripe.requests().stream()
                        .filter(request -> request.path().equals("/v1/subscriptions"))
                        .count())
                .isGreaterThan(ORDERS + ORDERS / 5);
    }

    @Test
    void anOrderIsWrittenDownBeforeItIsSent() {
        OperationKey key = key();
        List<String> seen = new ArrayList<>();
        GatewayAnswer<String> answer = world.operations.run(new GatewayOrder<>(
                world.gateway,
                key,
                null,
                "",
                "request",
                gateway -> {
                    try {
                        seen.add(state(key));
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                    return GatewayAnswer.done("id");
                },
                id -> id,
                null));

        assertThat(answer.isDone()).isTrue();
        assertThat(seen).containsExactly("OPEN");
    }

    @Test
    void noTransactionIsOpenWhileAGatewayIsAsked() {
        List<Boolean> open = new ArrayList<>();
        var held = world.database.held(io.tenancy.jdbc.migration.TenancyRole.WORKER);
        GatewayAnswer<String> answer = world.operations.run(new GatewayOrder<>(
                world.gateway,
                key(),
                null,
                "",
                "request",
                gateway -> {
                    open.add(held.isInTransaction());
                    return GatewayAnswer.done("id");
                },
                id -> id,
                null));

        assertThat(answer.isDone()).isTrue();
        assertThat(open).containsExactly(false);
    }

    @Test
    void twoNodesWithOneOrderSendItOnce() throws Exception {
        OperationKey key = key();
        int before = posts();
        List<Callable<GatewayAnswer<ProviderSubscription>>> both = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            both.add(() -> subscribe(key));
        }
        for (Future<GatewayAnswer<ProviderSubscription>> each : threads.invokeAll(both)) {
            assertThat(each.get()).isInstanceOfAny(GatewayAnswer.Done.class, GatewayAnswer.Unavailable.class);
        }
        assertThat(posts() - before).isOne();
    }

    private int posts() {
        return (int) world.stripe.requests().stream()
                .filter(request ->
                        request.method().equals("POST") && request.path().equals("/v1/subscriptions"))
                .count();
    }

    @Test
    void theSameKeyForSomethingElseIsRefusedBeforeAnythingIsSent() {
        OperationKey key = key();
        assertThat(subscribe(key).isDone()).isTrue();
        int before = posts();

        assertThat(world.subscribe(tenant, customer, key, 14)).isInstanceOf(GatewayAnswer.Refused.class);
        assertThat(posts()).isEqualTo(before);
    }

    @Test
    void whatWasDoneIsAnsweredAgainWithoutSendingIt() {
        OperationKey key = key();
        String id = subscribe(key).require().id();
        int before = posts();

        assertThat(subscribe(key).require().id()).isEqualTo(id);
        assertThat(posts()).isEqualTo(before);
    }

    @Test
    void whoDiesAfterSendingIsReconciledByAsking() throws Exception {
        OperationKey key = key();
        // Everything is lost: the order stays open, the thing is made.
        world.stripe.failShare(1, 1, Fault.lostAnswer().on("POST", "/v1/subscriptions"));
        assertThat(subscribe(key)).isInstanceOf(GatewayAnswer.Unknown.class);
        world.stripe.failShare(0, 1, Fault.lostAnswer());
        assertThat(state(key)).isEqualTo("UNKNOWN");
        int before = posts();

        world.clock.advance(Duration.ofMinutes(6));
        assertThat(world.operations.reconcile(world.gateways)).isPositive();

        assertThat(state(key)).isEqualTo("DONE");
        assertThat(posts()).isEqualTo(before);
        assertThat(world.stripe.count("subscription")).isOne();
        assertThat(subscribe(key).isDone()).isTrue();
    }

    @Test
    void anOldOrderIsLookedUpAndNotSentAgain() throws Exception {
        OperationKey key = key();
        world.stripe.failShare(1, 1, Fault.lostAnswer().on("POST", "/v1/subscriptions"));
        assertThat(subscribe(key)).isInstanceOf(GatewayAnswer.Unknown.class);
        world.stripe.failShare(0, 1, Fault.lostAnswer());
        int before = posts();
        world.clock.advance(Duration.ofHours(25));

        assertThat(subscribe(key).isDone()).isTrue();
        assertThat(posts()).isEqualTo(before);
        assertThat(world.stripe.count("subscription")).isOne();
    }

    @Test
    void anOldOrderThatNeverArrivedIsNotSentAnyMore() {
        OperationKey key = key();
        world.stripe.failShare(1, 1, Fault.lostRequest().on("POST", "/v1/subscriptions"));
        assertThat(subscribe(key)).isInstanceOf(GatewayAnswer.Unknown.class);
        world.stripe.failShare(0, 1, Fault.lostRequest());
        world.clock.advance(Duration.ofHours(25));

        assertThat(subscribe(key)).isInstanceOf(GatewayAnswer.Refused.class);
        assertThat(world.stripe.count("subscription")).isZero();
    }

    @Test
    void aGatewayThatFailsTooOftenIsLeftAloneForAWhile() {
        Operations careful = new Operations(
                world.database.worker(), world.clock, new Resilience(4, Duration.ofMillis(1), Duration.ofMinutes(5)));
        world.stripe.failShare(1, 1, Fault.status(500, "down").on("POST", "/v1/subscriptions"));
        for (int i = 0; i < 10; i++) {
            assertThat(world.subscribe(careful, customer, key(), 0).isDone()).isFalse();
        }
        int before = posts();
        GatewayAnswer<ProviderSubscription> refused = world.subscribe(careful, customer, key(), 0);

        assertThat(refused).isEqualTo(new GatewayAnswer.Unavailable<>("circuit open"));
        assertThat(posts()).isEqualTo(before);
    }
}
