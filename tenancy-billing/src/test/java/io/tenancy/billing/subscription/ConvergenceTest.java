package io.tenancy.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenancy.tenant.TenantId;
import io.tenancy.testing.support.provider.EmittedWebhook;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Issue 5, line 2: all orders of a life of seven events, each event twice, eight workers. */
class ConvergenceTest {
    private static final int EVENTS = 7;
    private static final int WORKERS = 8;
    private static final boolean ALL = Boolean.getBoolean("tenancy.proofs");

    private BillingWorld world;
    private ExecutorService threads;

    @BeforeEach
    void start() {
        world = new BillingWorld();
        threads = Executors.newFixedThreadPool(WORKERS);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        world.close();
    }

    /** One subscription, the order in which its events arrive, and how far it has come at the gateway. */
    private final class Life {
        private final List<Integer> order;
        private final TenantId tenant;
        private final List<EmittedWebhook> webhooks = new ArrayList<>();
        private String id;

        Life(List<Integer> order, TenantId tenant) {
            this.order = order;
            this.tenant = tenant;
        }

        /** Lives up to an event, and remembers what was sent on the way. */
        void liveTo(int event) {
            while (webhooks.size() <= event) {
                live(webhooks.size());
                List<EmittedWebhook> told = world.stripe.takeWebhooks();
                webhooks.add(told.get(told.size() - 1));
            }
        }

        private void live(int event) {
            switch (event) {
                case 0 -> id = world.subscribe(tenant, 14);
                case 1, 3 -> change("customer.subscription.updated", it -> it.put("status", "active"));
                case 2 -> change("customer.subscription.updated", it -> it.put("status", "past_due"));
                case 4 -> change("customer.subscription.updated", this::upgrade);
                case 5 -> change("customer.subscription.updated", it -> it.put("cancel_at_period_end", true));
                default -> change("customer.subscription.deleted", it -> it.put("status", "canceled"));
            }
        }

        private void upgrade(ObjectNode subscription) {
            ObjectNode price = world.stripe.object("price", world.proId);
            ((ObjectNode) subscription.get("items").get("data").get(0)).set("price", price);
        }

        private void change(String type, java.util.function.Consumer<ObjectNode> how) {
            world.stripe.change(id, type, how);
        }
    }

    @Test
    void everyOrderEndsInTheStateOfTheGateway() throws Exception {
        List<Life> lives = lives();
        AtomicBoolean over = new AtomicBoolean();
        List<Future<?>> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            workers.add(threads.submit(() -> {
                while (!over.get()) {
                    if (world.worker.drain() == 0) {
                        Thread.onSpinWait();
                    }
                }
                return world.worker.drain();
            }));
        }
        for (int round = 0; round < EVENTS; round++) {
            for (Life life : lives) {
                int event = life.order.get(round);
                life.liveTo(event);
                assertThat(world.deliver(life.webhooks.get(event))).isEqualTo(200);
                assertThat(world.deliver(life.webhooks.get(event))).isEqualTo(200);
            }
        }
        over.set(true);
        for (Future<?> worker : workers) {
            worker.get();
        }
        // Events that a neighbour had taken are done by now.
        assertThat(world.worker.drain()).isZero();
        assertConverged(lives);
    }

    private void assertConverged(List<Life> lives) throws Exception {
        assertThat(world.database.ask("select distinct state from tenancy.billing_event"))
                .containsExactly("DONE");
        assertThat(world.database.count("billing_event")).isEqualTo(EVENTS * (long) lives.size());
        assertThat(world.database.ask("select distinct times::text from tenancy.billing_event"))
                .containsExactly("2");
        assertThat(world.database.ask("select distinct provider_status || ' ' || access || ' ' || plan || ' '"
                        + " || cancel_at_period_end || ' ' || amount_minor from tenancy.billing_subscription"))
                .containsExactly("CANCELED ENDED pro true 9900");
        assertThat(world.database.count("billing_subscription")).isEqualTo(lives.size());

        long transitions = world.database.count("billing_transition");
        assertThat(world.database.count("billing_effect")).isEqualTo(transitions);
        assertThat(world.database.ask(
                        "select count(*) from tenancy.billing_transition t full join tenancy.billing_effect e"
                                + " using (id) where t.id is null or e.id is null"))
                .containsExactly("0");
        // Each difference begins where the one before ended.
        assertThat(world.database.ask("select count(*) from (select before_status, before_plan, before_access,"
                        + " lag(after_status) over w as s, lag(after_plan) over w as p, lag(after_access) over w as a"
                        + " from tenancy.billing_transition window w as (partition by subscription_id order by place)) t"
                        + " where (before_status, before_plan, before_access) is distinct from (s, p, a)"))
                .containsExactly("0");

        Set<UUID> told = ConcurrentHashMap.newKeySet();
        List<UUID> calls = Collections.synchronizedList(new ArrayList<>());
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            all.add(threads.submit(() -> world.effects((id, subscription) -> {
                        told.add(id);
                        calls.add(id);
                    })
                    .drain()));
        }
        for (Future<Integer> each : all) {
            assertThat(each.get()).isNotNegative();
        }
        assertThat(calls).hasSize((int) transitions);
        assertThat(told).hasSize((int) transitions);
        assertThat(world.database.count("tenant_plan")).isZero();
    }

    private List<Life> lives() {
        List<List<Integer>> orders = new ArrayList<>();
        permute(new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6)), 0, orders);
        assertThat(orders).hasSize(5_040);
        List<Life> lives = new ArrayList<>();
        for (int i = 0; i < orders.size(); i += ALL ? 1 : 84) {
            lives.add(new Life(orders.get(i), world.tenant("t" + i)));
        }
        return lives;
    }

    private static void permute(List<Integer> items, int from, List<List<Integer>> out) {
        if (from == items.size()) {
            out.add(List.copyOf(items));
            return;
        }
        for (int i = from; i < items.size(); i++) {
            Collections.swap(items, from, i);
            permute(items, from + 1, out);
            Collections.swap(items, from, i);
        }
    }
}
