package io.tenancy.billing.outgoing;

import io.tenancy.billing.outgoing.TargetGuard.Target;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Posts a message over a connection of its own: to an address that was checked, with the name in Host, SNI and certificate check. Follows
 * no redirect, keeps no connection, reads no more than the head of the answer, and is over when its time is. The JDK's HTTP client cannot
 * be told which address to use. Thread-safe.
 */
final class Sender implements AutoCloseable {
    private static final int LONGEST_HEAD = 16_384;

    private final TargetGuard guard;
    private final SocketFactory sockets;
    private final SSLSocketFactory tls;
    private final Duration connecting;
    private final Duration all;
    private final ScheduledExecutorService watch;

    Sender(TargetGuard guard, SocketFactory sockets, SSLSocketFactory tls, Duration connecting, Duration all) {
        this.guard = guard;
        this.sockets = sockets;
        this.tls = tls;
        this.connecting = connecting;
        this.all = all;
        this.watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "tenancy-webhook-watch");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What came of it. Says nothing of the answer's content. */
    SendResult post(String url, Map<String, String> headers, byte[] body) {
        Target target;
        try {
            target = guard.open(url);
        } catch (TargetRefusedException e) {
            return SendResult.failed("target refused");
        } catch (UnknownHostException e) {
            return SendResult.failed("name not found");
        }
        try (Socket socket = sockets.createSocket()) {
            ScheduledFuture<?> end = watch.schedule(() -> quietly(socket), all.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return exchange(target, socket, headers, body);
            } finally {
                end.cancel(false);
            }
        } catch (SocketTimeoutException e) {
            return SendResult.failed("timed out");
        } catch (SSLException e) {
            return SendResult.failed("TLS refused");
        } catch (IOException e) {
            return SendResult.failed("connection failed");
        }
    }

    /** Closing is all that ends a read that drips. */
    private static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e); // kept by the future, which nobody needs
        }
    }

    private SendResult exchange(Target target, Socket socket, Map<String, String> headers, byte[] body)
            throws IOException {
        InetAddress address = target.addresses().get(0);
        socket.connect(new InetSocketAddress(address, target.port()), (int) connecting.toMillis());
        socket.setSoTimeout((int) all.toMillis());
        if (!target.tls()) {
            return talk(target, socket, headers, body);
        }
        try (SSLSocket secure = (SSLSocket) tls.createSocket(socket, target.host(), target.port(), true)) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return talk(target, secure, headers, body);
        }
    }

    private static SendResult talk(Target target, Socket socket, Map<String, String> headers, byte[] body)
            throws IOException {
        String path =
                target.uri().getRawPath() == null || target.uri().getRawPath().isEmpty()
                        ? "/"
                        : target.uri().getRawPath();
        String query =
                target.uri().getRawQuery() == null ? "" : "?" + target.uri().getRawQuery();
        String port = target.uri().getPort() == -1 ? "" : ":" + target.port();
        StringBuilder head = new StringBuilder("POST " + path + query + " HTTP/1.1\r\n");
        head.append("host: ").append(target.host()).append(port).append("\r\n");
        head.append("content-type: application/json\r\nuser-agent: Tenancy-Webhooks/1\r\nconnection: close\r\n");
        head.append("content-length: ").append(body.length).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        byte[] request = java.util.Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        socket.getOutputStream().write(request);
        socket.getOutputStream().flush();
        InputStream answer = new BufferedInputStream(socket.getInputStream());
        String read = readHead(answer);
        while (read.startsWith("HTTP/1.1 1")) {
            read = readHead(answer);
        }
        return SendResult.of(read);
    }

    private static String readHead(InputStream answer) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < LONGEST_HEAD) {
            int next = answer.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.append((char) next);
            if (next == '\n'
                    && head.length() >= 4
                    && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                return head.toString();
            }
        }
        throw new EOFException();
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
