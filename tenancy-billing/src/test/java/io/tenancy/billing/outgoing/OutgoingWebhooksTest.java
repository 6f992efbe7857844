package io.tenancy.billing.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tenancy.billing.testing.BillingDatabase;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.TenantTransaction;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.jdbc.secret.SecretKeyset;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.SettableClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Issue 5, line 6: at least once with the same id, and a dead endpoint delays nobody. */
class OutgoingWebhooksTest {
    private static final Attribution OPS = new Attribution("ops:anna", "test");
    private static final SigningKey.Scheme V1 = SigningKey.Scheme.V1;

    private record Got(String path, Map<String, String> headers, byte[] body) {
        String id() {
            return headers.get("webhook-id");
        }
    }

    private final SettableClock clock = SettableClock.at(Instant.parse("2026-03-01T10:00:00Z"));
    private final TargetGuard guard =
            TargetGuard.withLoopback(host -> List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1})));
    private final SecretKeyset keyset = SecretKeyset.generate();
    private final WebhookEndpoints endpoints = new WebhookEndpoints(keyset, guard, clock);
    private final OutgoingWebhooks webhooks = new OutgoingWebhooks(clock);
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final Map<String, String> later = new ConcurrentHashMap<>();
    private final CountDownLatch released = new CountDownLatch(1);

    private BillingDatabase database;
    private JdbcTenancy tenancy;
    private HttpServer server;
    private WebhookWorker worker;
    private Tenant acme;
    private Tenant other;

    @BeforeEach
    void start() throws Exception {
        database = BillingDatabase.create();
        tenancy = JdbcTenancy.builder()
                .app(database.held(TenancyRole.APP).dataSource())
                .clock(clock)
                .build();
        TenantRegistry tenants = TenantRegistry.over(database.admin(), clock);
        acme = tenants.create(TenantKey.of("acme"), "Acme", OPS);
        other = tenants.create(TenantKey.of("other"), "Other", OPS);
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            String path = exchange.getRequestURI().getPath();
            got.add(new Got(path, headers, exchange.getRequestBody().readAllBytes()));
            if (path.startsWith("/dead")) {
                try {
                    boolean unused = released.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            if (later.containsKey(path)) {
                exchange.getResponseHeaders().add("Retry-After", later.get(path));
            }
            exchange.sendResponseHeaders(answers.getOrDefault(path, 204), -1);
            exchange.close();
        });
        server.start();
        worker = new WebhookWorker(database.worker(), keyset, guard, clock);
    }

    @AfterEach
    void stop() {
        released.countDown();
        worker.close();
        server.stop(0);
        tenancy.close();
        database.close();
    }

    private <R> R in(Tenant tenant, TenantTransaction.Work<R, RuntimeException> work) {
        try (TenantScope scope = TenantContext.bind(tenant)) {
            return tenancy.inTransaction(work);
        }
    }

    private String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    private WebhookEndpoints.New endpoint(Tenant tenant, String path, String... types) {
        return in(tenant, tx -> endpoints.create(tx, url(path), Set.of(types), V1));
    }

    private UUID send(Tenant tenant, String type) {
        return in(tenant, tx -> webhooks.send(tx, type, Map.of("n", 1)));
    }

    private List<OutgoingWebhooks.Delivery> deliveries(Tenant tenant) {
        return in(tenant, tx -> webhooks.deliveries(tx, 10));
    }

    private List<WebhookEndpoint> endpointsOf(Tenant tenant) {
        return in(tenant, endpoints::list);
    }

    private boolean isGenuine(Got message, SigningKey key) {
        return MessageSignature.isGenuine(message.headers(), message.body(), key.forReceiver(), clock.instant());
    }

    @Test
    void aCommittedMessageArrivesSignedAndOneRolledBackNever() {
        WebhookEndpoints.New made = endpoint(acme, "/in");
        endpoint(other, "/other");
        UUID id = send(acme, "invoice.paid");
        assertThatThrownBy(() -> in(acme, tx -> {
                    UUID unused = webhooks.send(tx, "invoice.lost", Map.of());
                    throw new IllegalStateException("business failed");
                }))
                .hasMessage("business failed");

        assertThat(worker.drain()).isEqualTo(1);
        assertThat(got).hasSize(1);
        assertThat(got.get(0).path()).isEqualTo("/in");
        assertThat(got.get(0).id()).isEqualTo(OutgoingWebhooks.headerId(id));
        assertThat(isGenuine(got.get(0), made.key())).isTrue();
        assertThat(new String(got.get(0).body(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("{\"type\":\"invoice.paid\",\"timestamp\":\"2026-03-01T10:00:00Z\",\"data\":{\"n\":1}}");
    }

    @Test
    void anEndpointGetsTheTypesItWants() {
        endpoint(acme, "/exact", "invoice.paid");
        endpoint(acme, "/group", "invoice.*");
        endpoint(acme, "/all");
        for (String type : List.of("invoice.paid", "invoice.sent", "invoices.paid")) {
            UUID unused = send(acme, type);
        }
        worker.drain();

        assertThat(got)
                .extracting(Got::path)
                .containsOnly("/exact", "/group", "/all")
                .hasSize(6);
        assertThat(got).filteredOn(it -> it.path().equals("/exact")).hasSize(1);
        assertThat(got).filteredOn(it -> it.path().equals("/group")).hasSize(2);
    }

    @Test
    void itIsTriedByTheScheduleWithTheSameIdAndThenNoMore() {
        endpoint(acme, "/in");
        answers.put("/in", 500);
        UUID id = send(acme, "a.b");
        List<Duration> pauses = List.of(
                Duration.ZERO,
                Duration.ofSeconds(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(30),
                Duration.ofHours(2),
                Duration.ofHours(5),
                Duration.ofHours(10),
                Duration.ofHours(14),
                Duration.ofHours(20),
                Duration.ofHours(24));
        for (Duration pause : pauses) {
            if (!pause.isZero()) {
                clock.advance(pause.minusMillis(1));
                assertThat(worker.drain()).isZero();
                clock.advance(pause.dividedBy(10).plusMillis(1));
            }
            assertThat(worker.drain()).isEqualTo(1);
        }
        clock.advance(Duration.ofDays(1));
        assertThat(worker.drain()).isZero();
        assertThat(got).hasSize(10).extracting(Got::id).containsOnly(OutgoingWebhooks.headerId(id));
        assertThat(got).extracting(it -> it.headers().get("webhook-timestamp")).doesNotHaveDuplicates();
        assertThat(deliveries(acme))
                .extracting(OutgoingWebhooks.Delivery::state)
                .containsExactly("EXHAUSTED");
    }

    @Test
    void retryAfterIsWaitedFor() {
        endpoint(acme, "/in");
        answers.put("/in", 429);
        later.put("/in", "600");
        UUID unused = send(acme, "a.b");
        assertThat(worker.drain()).isEqualTo(1);
        UUID second = send(acme, "a.b");
        clock.advance(Duration.ofSeconds(599));
        assertThat(worker.drain()).isZero();
        answers.put("/in", 200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(worker.drain()).isEqualTo(2);
        assertThat(got).extracting(Got::id).contains(OutgoingWebhooks.headerId(second));
    }

    @Test
    void oneThatIsGoneIsDisabledAtOnceWithAnAlert() throws Exception {
        endpoint(acme, "/in");
        answers.put("/in", 410);
        UUID unused = send(acme, "a.b");
        worker.drain();

        assertThat(endpointsOf(acme))
                .extracting(WebhookEndpoint::disabledFor)
                .containsExactly(WebhookEndpoint.Reason.GONE);
        assertThat(database.count("alert_raised where event = 'webhook.endpoint_disabled'"))
                .isEqualTo(1);
        clock.advance(Duration.ofDays(2));
        assertThat(worker.drain()).isZero();
    }

    @Test
    void oneThatFailsForFiveDaysIsDisabledAndCanBeEnabledAndReplayed() throws Exception {
        WebhookEndpoints.New made = endpoint(acme, "/in");
        answers.put("/in", 503);
        UUID id = send(acme, "a.b");
        for (int day = 0; day <= 5; day++) {
            worker.drain();
            clock.advance(Duration.ofDays(1));
            UUID unused = send(acme, "a.c");
        }
        worker.drain();
        assertThat(endpointsOf(acme))
                .extracting(WebhookEndpoint::disabledFor)
                .containsExactly(WebhookEndpoint.Reason.FAILING);
        assertThat(database.count("alert_raised where event = 'webhook.endpoint_disabled'"))
                .isEqualTo(1);

        answers.put("/in", 200);
        got.clear();
        in(acme, tx -> {
            endpoints.enable(tx, made.id());
            webhooks.replay(tx, id, made.id());
            return true;
        });
        worker.drain();
        assertThat(got).extracting(Got::id).contains(OutgoingWebhooks.headerId(id));
    }

    @Test
    void duringARotationBothKeysSignAndAfterwardsTheNewOneOnly() throws Exception {
        WebhookEndpoints.New made = endpoint(acme, "/in");
        SigningKey fresh = in(acme, tx -> endpoints.rotate(tx, made.id(), SigningKey.Scheme.V1A, Duration.ofHours(24)));
        UUID unused = send(acme, "a.b");
        worker.drain();
        assertThat(isGenuine(got.get(0), made.key())).isTrue();
        assertThat(isGenuine(got.get(0), fresh)).isTrue();

        clock.advance(Duration.ofHours(24));
        UUID later = send(acme, "a.b");
        worker.drain();
        assertThat(isGenuine(got.get(1), made.key())).isFalse();
        assertThat(isGenuine(got.get(1), fresh)).isTrue();
        assertThat(database.ask("select encode(secret, 'escape') || encode(previous_secret, 'escape')"
                        + " from tenancy.webhook_endpoint"))
                .noneMatch(stored -> stored.contains(made.key().reveal()) || stored.contains("whs"));
    }

    /** Taken, sent, and the worker dies before it says so. */
    @Test
    void whatADeadWorkerTookIsSentAgainWithTheSameId() {
        endpoint(acme, "/in");
        UUID id = send(acme, "a.b");
        DeliveryRows dying = new DeliveryRows(database.worker(), clock);
        assertThat(dying.take(false)).isPresent();
        assertThat(worker.drain()).isZero();
        clock.advance(Duration.ofMinutes(2));
        assertThat(worker.drain()).isEqualTo(1);
        assertThat(got).extracting(Got::id).containsExactly(OutgoingWebhooks.headerId(id));
        assertThat(worker.drain()).isZero();
    }

    @Test
    void deadEndpointsHoldNobodyElse() throws Exception {
        endpoint(acme, "/dead");
        IntStream.range(0, 20).forEach(i -> send(acme, "a.b"));
        worker.start(2);
        await(() -> !got.isEmpty());
        for (int i = 0; i < 20; i++) {
            endpoint(other, "/live" + i);
        }
        UUID unused = send(other, "a.b");
        await(() -> got.stream().filter(it -> it.path().startsWith("/live")).count() == 20);
        assertThat(got).filteredOn(it -> it.path().equals("/dead")).hasSize(1);
    }

    private static void await(java.util.function.BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited 10 s").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void nobodyTouchesAnothersEndpoints() {
        WebhookEndpoints.New made = endpoint(acme, "/in");
        UUID id = send(acme, "a.b");
        assertThat(endpointsOf(other)).isEmpty();
        assertThat(deliveries(other)).isEmpty();
        assertThatThrownBy(() -> in(other, tx -> endpoints.rotate(tx, made.id(), V1, Duration.ZERO)))
                .isInstanceOf(WebhookNotFoundException.class);
        assertThatThrownBy(() -> in(other, tx -> {
                    webhooks.replay(tx, id, made.id());
                    return true;
                }))
                .isInstanceOf(WebhookNotFoundException.class);
    }
}
