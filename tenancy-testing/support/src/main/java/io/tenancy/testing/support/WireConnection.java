package io.tenancy.testing.support;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One client's connection through the proxy: two threads, one for each direction, and what both know about the conversation. */
final class WireConnection {
    private static final int BUFFER = 1 << 18;
    private static final int MAX_STARTUP = 1 << 16;
    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSS_REQUEST = 80_877_104;
    private static final int CANCEL_REQUEST = 80_877_102;
    /** How late the system wakes a parked thread; the rest of a delay is spent yielding. */
    private static final long WAKE_UP_NANOS = 80_000;

    private final WireProxy proxy;
    private final int number;
    private final Socket client;
    private final Socket server;
    private final Object lock = new Object();
    private final Conversation conversation = new Conversation();
    private final MessageReader fromClient = new MessageReader(new ClientListener(), "QP");
    private final MessageReader fromServer = new MessageReader(new ServerListener(), "");
    private boolean started;
    private boolean flightBegan;
    private FlightRecorder.@Nullable Entry flight;

    WireConnection(WireProxy proxy, int number, Socket client, Socket server) {
        this.proxy = proxy;
        this.number = number;
        this.client = client;
        this.server = server;
    }

    void start() {
        thread("client", this::pumpClient).start();
    }

    private interface Pump {
        void run() throws IOException, InterruptedException;
    }

    private Thread thread(String direction, Pump pump) {
        Thread thread = new Thread(
                () -> {
                    try {
                        pump.run();
                    } catch (IOException | InterruptedException ended) {
                        proxy.ended(ended);
                    } finally {
                        cut();
                    }
                },
                "wire-proxy-" + number + "-" + direction);
        thread.setDaemon(true);
        return thread;
    }

    void cut() {
        proxy.forget(this);
        WireProxy.closeQuietly(client);
        WireProxy.closeQuietly(server);
    }

    private void pumpClient() throws IOException, InterruptedException {
        InputStream in = client.getInputStream();
        OutputStream out = server.getOutputStream();
        if (!handStartup(in, out)) {
            return;
        }
        thread("server", this::pumpServer).start();
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            // Everything that has arrived is judged together: one flush of the client is one flight.
            while (read < BUFFER && in.available() > 0) {
                read += Math.max(0, in.read(buffer, read, BUFFER - read));
            }
            if (beginsFlight(buffer, read)) {
                delay();
            }
            proxy.gate().pass();
            out.write(buffer, 0, read);
        }
    }

    /** Hands the first message on, which has no letter; tells whether a conversation follows. Encryption is declined. */
    private boolean handStartup(InputStream in, OutputStream out) throws IOException, InterruptedException {
        while (true) {
            ByteBuffer head = ByteBuffer.wrap(exactly(in, 2 * Integer.BYTES));
            int length = head.getInt();
            int code = head.getInt();
            if (length < head.capacity() || length > MAX_STARTUP) {
                throw new IOException("not a PostgreSQL client: first message of " + length + " bytes");
            }
            byte[] rest = exactly(in, length - head.capacity());
            proxy.gate().pass();
            if (code == SSL_REQUEST || code == GSS_REQUEST) {
                client.getOutputStream().write('N');
            } else {
                out.write(head.array());
                out.write(rest);
                if (code != CANCEL_REQUEST) {
                    return true;
                }
                // The server answers a cancellation by hanging up, and the client waits for that.
                long sent = server.getInputStream().transferTo(OutputStream.nullOutputStream());
                proxy.cancelled(sent);
                return false;
            }
        }
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the client hung up before its first message was complete");
        }
        return bytes;
    }

    private boolean beginsFlight(byte[] buffer, int read) {
        synchronized (lock) {
            flightBegan = false;
            fromClient.read(buffer, 0, read);
            return flightBegan;
        }
    }

    /** Parks for most of the time and yields for the rest: a parked thread wakes late by a varying time. */
    @SuppressWarnings("ThreadPriorityCheck")
    private void delay() {
        long latency = proxy.latencyNanos();
        if (latency <= 0) {
            return;
        }
        long end = System.nanoTime() + latency;
        for (long left = latency; left > 0; left = end - System.nanoTime()) {
            if (left > WAKE_UP_NANOS) {
                LockSupport.parkNanos(left - WAKE_UP_NANOS);
            } else {
                Thread.yield();
            }
        }
    }

    private void pumpServer() throws IOException, InterruptedException {
        InputStream in = server.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            synchronized (lock) {
                fromServer.read(buffer, 0, read);
            }
            proxy.gate().pass();
            out.write(buffer, 0, read);
        }
    }

    private final class ClientListener implements MessageReader.Listener {
        @Override
        public void begins(char type) {
            if (started && conversation.clientBegins(type)) {
                flightBegan = true;
                flight = proxy.recorder().begin(number);
            }
        }

        @Override
        public void ends(char type, byte[] body) {
            if (started) {
                conversation.clientEnds(type);
                if (flight != null && type != 'X') {
                    proxy.recorder().add(flight, new Flight.Message(type, MessageReader.sql(type, body)));
                }
            }
        }
    }

    private final class ServerListener implements MessageReader.Listener {
        @Override
        public void begins(char type) {
            // Only whole messages of the server matter.
        }

        @Override
        public void ends(char type, byte[] body) {
            if (started) {
                conversation.serverEnds(type);
            } else if (type == 'Z') {
                started = true;
            }
        }
    }
}
