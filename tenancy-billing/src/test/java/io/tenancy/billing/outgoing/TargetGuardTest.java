package io.tenancy.billing.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 5, line 6: no webhook reaches what is not the public internet. */
class TargetGuardTest {
    private static final String PUBLIC = "93.184.215.14";
    private static final byte[] BODY = {'{', '}'};

    private final AtomicInteger sockets = new AtomicInteger();

    /** Counts the sockets that are opened. */
    private final SocketFactory counting = new SocketFactory() {
        @Override
        public Socket createSocket() {
            sockets.incrementAndGet();
            return new Socket();
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new AssertionError("by name");
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) {
            throw new AssertionError("by name");
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new AssertionError("without a time-out");
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
            throw new AssertionError("without a time-out");
        }
    };

    private Sender sender(TargetGuard guard) {
        return new Sender(
                guard,
                counting,
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2));
    }

    private static AddressResolver resolving(String... literals) {
        return host -> addresses(literals);
    }

    private static List<InetAddress> addresses(String... literals) throws UnknownHostException {
        return Stream.of(literals).map(TargetGuardTest::literal).toList();
    }

    private static InetAddress literal(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "169.254.170.2",
                "100.64.0.1",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "192.0.2.1",
                "198.18.0.1",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "192.88.99.1",
                "::1",
                "::",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "::ffff:a00:1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::a00:1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "2001:db8::1",
                "2001::7f00:1",
                "2002:7f00:1::1",
                "2002:a9fe:a9fe::1",
                "3fff::1",
                "5f00::1",
                "100::1",
                "2a00:1450::5efe:7f00:1"
            })
    void noSocketIsOpenedToAnAddressThatIsNotPublic(String address) {
        for (String[] answers : new String[][] {{address}, {PUBLIC, address}, {address, PUBLIC}}) {
            try (Sender sender = sender(TargetGuard.publicInternet(resolving(answers)))) {
                assertThat(sender.post("https://hooks.example.com/in", Map.of(), BODY))
                        .isEqualTo(SendResult.failed("target refused"));
            }
        }
        assertThat(sockets).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PUBLIC,
                "8.8.8.8",
                "172.32.0.1",
                "100.128.0.1",
                "169.253.0.1",
                "2606:4700:4700::1111",
                "2a00:1450::1"
            })
    void publicAddressesAreLetThrough(String address) throws UnknownHostException {
        assertThat(TargetGuard.publicInternet(resolving(address))
                        .open("https://hooks.example.com/in")
                        .addresses())
                .containsExactlyElementsOf(addresses(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example.com/",
                "ftp://hooks.example.com/",
                "file:///etc/passwd",
                "gopher://hooks.example.com/",
                "//hooks.example.com/",
                "https:/hooks.example.com/",
                "https://127.0.0.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://127.1/",
                "https://127.0.0.1./",
                "https://0/",
                "https://93.184.215.14/",
                "https://example.com.0x7f/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[fe80::1%25eth0]/",
                "https://localhost/",
                "https://LOCALHOST/",
                "https://localhost./",
                "https://api.localhost/",
                "https://metadata.google.internal/computeMetadata/v1/",
                "https://printer.local/",
                "https://kubernetes.default.svc.cluster.local/",
                "https://database/",
                "https://1.0.0.127.in-addr.arpa/",
                "https://user:secret@hooks.example.com/",
                "https://hooks.example.com@127.0.0.1/",
                "https://127.0.0.1#@hooks.example.com/",
                "https://hooks.example.com/#part",
                "https://hooks.example.com\\@127.0.0.1/",
                "https://%31%32%37.0.0.1/",
                "https://①②⑦.0.0.1/",
                "https://127。0。0。1/",
                "https://hooks.example.com/a\r\nhost: other",
                "https://hooks.example.com/a b",
                "https://hooks.example.com:22/",
                "https://hooks.example.com:25/",
                "https://hooks.example.com:0/",
                "https://hooks.example.com:99999/",
                ""
            })
    void oddSpellingsAreRefusedWithoutAskingAnybody(String url) {
        TargetGuard guard = TargetGuard.publicInternet(host -> {
            throw new AssertionError("asked for " + host);
        });
        assertThatThrownBy(() -> guard.accept(url))
                .isInstanceOf(TargetRefusedException.class)
                .extracting(e -> ((TenancyException) e).code())
                .isEqualTo(ErrorCode.WEBHOOK_TARGET_REFUSED);
        try (Sender sender = sender(guard)) {
            assertThat(sender.post(url, Map.of(), BODY).note()).isEqualTo("target refused");
        }
        assertThat(sockets).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.com",
                "https://hooks.example.com:8443/in?tenant=1",
                "HTTPS://Hooks.Example.COM/in",
                "https://xn--mnchen-3ya.example/in"
            })
    void ordinaryAddressesAreAccepted(String url) {
        assertThat(TargetGuard.publicInternet(AddressResolver.system()).accept(url))
                .hasToString(url);
    }

    @Test
    void aNameThatChangesAfterItWasStoredIsRefused() throws UnknownHostException {
        ArrayDeque<List<InetAddress>> answers = new ArrayDeque<>(List.of(addresses(PUBLIC), addresses("127.0.0.1")));
        TargetGuard guard = TargetGuard.publicInternet(host -> answers.remove());
        assertThat(guard.open("https://rebind.example.com/").addresses()).containsExactlyElementsOf(addresses(PUBLIC));

        try (Sender sender = sender(guard)) {
            assertThat(sender.post("https://rebind.example.com/", Map.of(), BODY)
                            .note())
                    .isEqualTo("target refused");
        }
        assertThat(sockets).hasValue(0);
    }

    /** The name is good when it is checked, and would be bad for whoever asked again. */
    @Test
    void theConnectionGoesToTheAddressThatWasChecked() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger reached = new AtomicInteger();
        HttpServer good = server("127.0.0.1", 0, 204, reached);
        int port = good.getAddress().getPort();
        HttpServer bad = server("127.0.0.2", port, 204, new AtomicInteger(1000));
        AddressResolver rebinding = host -> addresses(asked.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2");
        try (Sender sender = sender(TargetGuard.withLoopback(rebinding))) {
            assertThat(sender.post("http://localhost:" + port + "/in", Map.of(), BODY)
                            .status())
                    .isEqualTo(204);
        } finally {
            good.stop(0);
            bad.stop(0);
        }
        assertThat(asked).hasValue(1);
        assertThat(reached).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreNotFollowed(int status) throws IOException {
        AtomicInteger reached = new AtomicInteger();
        HttpServer server = server("127.0.0.1", 0, status, reached);
        try (Sender sender = sender(TargetGuard.withLoopback(resolving("127.0.0.1")))) {
            SendResult result = sender.post(
                    "http://localhost:" + server.getAddress().getPort() + "/in", Map.of("webhook-id", "msg_1"), BODY);
            assertThat(result.status()).isEqualTo(status);
            assertThat(result.isDelivered()).isFalse();
        } finally {
            server.stop(0);
        }
        assertThat(reached).hasValue(1);
    }

    private static HttpServer server(String address, int port, int status, AtomicInteger reached) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
        server.createContext("/", exchange -> {
            reached.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders()
                    .add("location", "http://localhost:" + server.getAddress().getPort() + "/other");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** It accepts and says nothing: the end comes by the clock of the call. */
    @Test
    void whoDoesNotAnswerIsLeft() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Sender sender = new Sender(
                        TargetGuard.withLoopback(resolving("127.0.0.1")),
                        counting,
                        (SSLSocketFactory) SSLSocketFactory.getDefault(),
                        Duration.ofMillis(200),
                        Duration.ofMillis(200))) {
            assertThat(sender.post("http://localhost:" + silent.getLocalPort() + "/", Map.of(), BODY)
                            .isDelivered())
                    .isFalse();
        }
    }
}
