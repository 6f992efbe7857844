package io.tenancy.testing.support.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tenancy.testing.support.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * What all fakes of payment providers have in common: the server on the loopback, the clock, faults on order, what was asked, and the
 * webhooks that are waiting. State changes under one lock. Thread-safe.
 */
public abstract class FakeProvider implements AutoCloseable {
    static {
        // Without it the JDK's server waits 40 ms before the second packet of an answer.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(FakeProvider::thread);
    private final FaultScript faults = new FaultScript();
    private final List<ProviderRequest> requests = new ArrayList<>();
    private final List<EmittedWebhook> webhooks = new ArrayList<>();
    private final SettableClock clock;
    /** Guards what a fake keeps. */
    protected final Object lock = new Object();

    /**
     * Starts the server.
     *
     * @param clock the virtual time
     */
    protected FakeProvider(SettableClock clock) {
        this.clock = clock;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "fake-provider");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Where it listens.
     *
     * @return the address, without a final slash
     */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /**
     * The virtual time.
     *
     * @return the clock
     */
    public SettableClock clock() {
        return clock;
    }

    /**
     * Fails the next request that the fault is for; several wait in line.
     *
     * @param fault how
     */
    public void fail(Fault fault) {
        faults.add(fault);
    }

    /**
     * Fails a share of all requests that the fault is for, by a seeded die, until it is told 0.
     *
     * @param share 0 to 1
     * @param seed of the die
     * @param fault how
     */
    public void failShare(double share, long seed, Fault fault) {
        faults.share(share, new Random(seed), fault);
    }

    /**
     * What was asked so far.
     *
     * @return a copy, in order
     */
    public List<ProviderRequest> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** Forgets what was asked. */
    public void forgetRequests() {
        synchronized (requests) {
            requests.clear();
        }
    }

    /**
     * The webhooks that have become due and were not taken yet, in the order in which they happened. Shuffle and double them as you like.
     *
     * @return a new list
     */
    public List<EmittedWebhook> takeWebhooks() {
        synchronized (lock) {
            List<EmittedWebhook> taken =
                    webhooks.stream().map(this::sent).collect(Collectors.toCollection(ArrayList::new));
            webhooks.clear();
            return taken;
        }
    }

    /**
     * The waiting webhooks as a hostile network brings them: in any order, and each one to three times.
     *
     * @param seed of the shuffling
     * @return a new list
     */
    public List<EmittedWebhook> takeWebhooksShuffled(long seed) {
        Random random = new Random(seed);
        List<EmittedWebhook> more = new ArrayList<>();
        for (EmittedWebhook webhook : takeWebhooks()) {
            for (int times = 1 + random.nextInt(3); times > 0; times--) {
                more.add(webhook);
            }
        }
        java.util.Collections.shuffle(more, random);
        return more;
    }

    /**
     * Lets time pass, and everything happen that is due meanwhile, at its instant.
     *
     * @param time how much
     */
    public void advance(Duration time) {
        synchronized (lock) {
            Instant end = clock.instant().plus(time);
            for (Optional<Instant> due = nextDue(end); due.isPresent(); due = nextDue(end)) {
                clock.set(due.get());
                happen();
            }
            clock.set(end);
        }
    }

    /**
     * When something happens next. Called under the lock.
     *
     * @param end not after this
     * @return the instant; empty if nothing happens until then
     */
    protected abstract Optional<Instant> nextDue(Instant end);

    /** Lets everything happen that is due now. Called under the lock. */
    protected abstract void happen();

    /**
     * Answers a request. Called under the lock.
     *
     * @param request the request
     * @return the answer
     * @throws ProviderRefusal to refuse
     */
    protected abstract ProviderAnswer handle(ProviderRequest request);

    /**
     * A refusal in the provider's words.
     *
     * @param status the HTTP status
     * @param type the kind of error
     * @param code the code
     * @param message for people
     * @return the answer
     */
    protected abstract ProviderAnswer refusal(int status, String type, String code, String message);

    /**
     * Whoever pays does so on the page that was made, and with success.
     *
     * @param checkoutId the provider's id of the page
     * @return what came of it: a subscription if it was for one, else a payment
     */
    public abstract String completeCheckout(String checkoutId);

    /**
     * Whether payments succeed from now on.
     *
     * @param good false: every card is declined
     */
    public abstract void acceptPayments(boolean good);

    /**
     * How many objects there are.
     *
     * @param kind price, customer, checkout, subscription, refund, payment or usage
     * @return how many; 0 for a kind that this provider does not keep
     */
    public abstract int count(String kind);

    /**
     * The latest payment for a subscription.
     *
     * @param subscriptionId the provider's id
     * @return the provider's id of the payment
     */
    public abstract String latestPayment(String subscriptionId);

    /**
     * Signs a webhook anew.
     *
     * @param webhook one that was taken
     * @param at the time it says it was sent
     * @param secret signed with this
     * @return the same event, signed so; the same webhook where the provider signs no time or nothing
     */
    public abstract EmittedWebhook resign(EmittedWebhook webhook, Instant at, String secret);

    /**
     * Signs a webhook for the attempt that is made now. Called under the lock.
     *
     * @param webhook what happened, some time ago perhaps
     * @return the same, as it goes out now; itself where the signature tells no time
     */
    protected EmittedWebhook sent(EmittedWebhook webhook) {
        return webhook;
    }

    /**
     * Sends a webhook. Call under the lock.
     *
     * @param webhook waits to be taken
     */
    protected final void emit(EmittedWebhook webhook) {
        webhooks.add(webhook);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            ProviderRequest request = read(exchange);
            synchronized (requests) {
                requests.add(request);
            }
            Optional<Fault> fault = faults.take(request);
            Fault.Kind kind = fault.map(Fault::kind).orElse(null);
            if (kind == Fault.Kind.LOST_REQUEST) {
                return;
            }
            ProviderAnswer answer = kind == Fault.Kind.STATUS
                    ? refusal(fault.get().status(), "api_error", fault.get().code(), "as ordered")
                    : answer(request);
            if (kind == Fault.Kind.LOST_ANSWER) {
                return;
            }
            if (kind == Fault.Kind.SLOW) {
                wait(fault.get().delay());
            }
            write(exchange, answer);
        }
    }

    private ProviderAnswer answer(ProviderRequest request) {
        synchronized (lock) {
            try {
                return handle(request);
            } catch (ProviderRefusal e) {
                return refusal(e.status(), e.type(), e.code(), String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                return refusal(500, "api_error", "fake_failed", e.toString());
            }
        }
    }

    private static void wait(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ProviderRequest read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        URI uri = exchange.getRequestURI();
        String query = uri.getRawQuery();
        return new ProviderRequest(
                exchange.getRequestMethod(),
                uri.getRawPath(),
                query == null ? "" : query,
                Map.copyOf(headers),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static void write(HttpExchange exchange, ProviderAnswer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
