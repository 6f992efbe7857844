package io.tenancy.testing.support;

import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A proxy between a PostgreSQL client and its server, on the loopback address, that counts how often the client waits. It also adds
 * latency, stalls and cuts connections. Thread-safe; threads are daemons.
 *
 * <h2>What a round trip is</h2>
 *
 * A <em>flight</em> is everything a client sends until it has been answered; a round trip is one flight. A flight begins with the
 * first byte a client sends after the server has paid all it owed, and goes on until the server has paid again. What is owed follows
 * the protocol: Query, FunctionCall and Sync are paid by ReadyForQuery; a Flush by the replies to the messages before it; a COPY FROM
 * STDIN by the server's readiness for data, the end of data by ReadyForQuery. Consequences:
 *
 * <ul>
 *   <li>BEGIN as a Query followed in the same flush by Parse, Bind, Execute, Sync is one round trip, not two.
 *   <li>A long batch is one, even when the server answers its beginning before its end was sent; a driver that stops in between to
 *       read is counted for it.
 *   <li>COPY is two: the statement, and the data however long.
 *   <li>Start-up, authentication, cancel requests and Terminate are none. A driver's own set-up (pgjdbc: one SET) and a
 *       pool's validation are counted: keep them out of what is measured.
 * </ul>
 *
 * One ambiguity is left: a client that sends a complete flush in two parts, with a pause long enough for the server to answer the
 * first, cannot be told from one that waited. What has arrived at the proxy together is always judged together.
 *
 * <p>Encryption is declined ({@code sslmode=prefer} goes on in plain text).
 *
 * <pre>{@code
 * try (WireProxy proxy = WireProxy.to(server)) {
 *     DataSource source = proxy.dataSource("clinic", "tenancy_app", "secret");
 *     WireCount count = proxy.measure(() -> work(source));
 *     assertThat(count.roundTrips()).as(count.trace()).isEqualTo(2);
 * }
 * }</pre>
 */
public final class WireProxy implements AutoCloseable {
    /** How many messages are remembered between two resets. All are counted. */
    public static final int REMEMBERED = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(WireProxy.class);
    private static final int BACKLOG = 200;

    private final ServerSocket listener;
    private final String host;
    private final int targetPort;
    private final FlightRecorder recorder = new FlightRecorder();
    private final Gate gate = new Gate();
    private final Set<WireConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicLong latencyNanos = new AtomicLong();
    private final AtomicLong cancellations = new AtomicLong();
    private volatile boolean closed;

    private WireProxy(ServerSocket listener, String host, int targetPort) {
        this.listener = listener;
        this.host = host;
        this.targetPort = targetPort;
    }

    /**
     * A proxy to an embedded server.
     *
     * @param server the server
     * @return the proxy, taking connections
     * @throws IOException if no port can be had
     */
    public static WireProxy to(EmbeddedServer server) throws IOException {
        return to(server.host(), server.port());
    }

    /**
     * A proxy to any server that speaks PostgreSQL's protocol without encryption, such as PgBouncer.
     *
     * @param host its host
     * @param port its port
     * @return the proxy, taking connections
     * @throws IOException if no port can be had
     */
    public static WireProxy to(String host, int port) throws IOException {
        Objects.requireNonNull(host, "host");
        ServerSocket listener = new ServerSocket(0, BACKLOG, Loopback.address());
        WireProxy proxy = new WireProxy(listener, host, port);
        Thread acceptor = new Thread(proxy::accept, "wire-proxy-accept-" + listener.getLocalPort());
        acceptor.setDaemon(true);
        acceptor.start();
        return proxy;
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = listener.accept();
                connect(client);
            } catch (IOException e) {
                ended(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** A client whose server cannot be reached is hung up on, as a network would. */
    private void connect(Socket client) throws InterruptedException {
        try {
            gate.pass();
            Socket server = new Socket(host, targetPort);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            WireConnection connection = new WireConnection(this, accepted.incrementAndGet(), client, server);
            connections.add(connection);
            connection.start();
            if (closed) {
                connection.cut();
            }
        } catch (IOException e) {
            closeQuietly(client);
            ended(e);
        }
    }

    /**
     * The loopback address of the proxy.
     *
     * @return a numeric address
     */
    public String host() {
        return Loopback.HOST;
    }

    /**
     * The port of the proxy.
     *
     * @return the port
     */
    public int port() {
        return listener.getLocalPort();
    }

    /**
     * The JDBC address of a database through this proxy, without user and password.
     *
     * @param database the database
     * @return the address
     */
    public String jdbcUrl(String database) {
        return Loopback.url(port(), database);
    }

    /**
     * A database through this proxy, without a pool.
     *
     * @param database the database
     * @param user the user
     * @param password the user's password
     * @return a source of fresh connections
     */
    public DataSource dataSource(String database, String user, String password) {
        return Loopback.source(jdbcUrl(database), user, password);
    }

    /**
     * Counts what happens while some work is done, by whichever thread and connection. Resets the proxy's own count.
     *
     * @param work what is measured
     * @return what was seen
     * @throws Exception what the work throws
     */
    public WireCount measure(ThrowingRunnable work) throws Exception {
        reset();
        work.run();
        return count();
    }

    /** Forgets what was counted so far. */
    public void reset() {
        recorder.reset();
    }

    /**
     * How many round trips began since the last reset, over all connections.
     *
     * @return the number
     */
    public long roundTrips() {
        return recorder.roundTrips();
    }

    /**
     * What was seen since the last reset.
     *
     * @return the count and the flights
     */
    public WireCount count() {
        return recorder.count();
    }

    /**
     * How many requests to cancel a statement went through since the proxy was made.
     *
     * @return the number
     */
    public long cancellations() {
        return cancellations.get();
    }

    /**
     * How many connections are open.
     *
     * @return the number
     */
    public int connections() {
        return connections.size();
    }

    /**
     * Holds each flight back for this long before it goes on to the server: a network further away. Other connections are not held up,
     * and start-up is not delayed.
     *
     * @param latency the time per round trip, zero for none
     * @throws IllegalArgumentException if it is negative
     */
    public void setLatency(Duration latency) {
        if (latency.isNegative()) {
            throw new IllegalArgumentException("latency must not be negative: " + latency);
        }
        latencyNanos.set(latency.toNanos());
    }

    /** Cuts all connections, as a failing network does; new ones are taken. */
    public void cutAll() {
        connections.forEach(WireConnection::cut);
    }

    /** Lets nothing through in either direction until {@link #resume()}: connections stay open, and silent. */
    public void pause() {
        gate.shut();
    }

    /** Ends {@link #pause()}; what was held back goes on. */
    public void resume() {
        gate.open();
    }

    /** Cuts all connections and takes no more. */
    @Override
    public void close() {
        closed = true;
        closeQuietly(listener);
        cutAll();
        gate.open();
    }

    FlightRecorder recorder() {
        return recorder;
    }

    Gate gate() {
        return gate;
    }

    long latencyNanos() {
        return latencyNanos.get();
    }

    void forget(WireConnection connection) {
        connections.remove(connection);
    }

    void cancelled(long answered) {
        cancellations.incrementAndGet();
        LOG.debug("A cancel request was handed on, {} bytes came back", answered);
    }

    /** The end of a connection is what a proxy sees every day; why it ended is told to whoever looks for it. */
    void ended(Exception why) {
        LOG.debug("A connection of the proxy ended", why);
    }

    static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("A socket did not close in order", e);
        }
    }
}
