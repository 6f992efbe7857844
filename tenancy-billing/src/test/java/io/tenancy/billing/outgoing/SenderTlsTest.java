package io.tenancy.billing.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.SocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The call goes to an address, and the certificate must be the name's. */
class SenderTlsTest {
    private static final char[] PASSWORD = "not-a-secret".toCharArray();

    @TempDir
    private Path folder;

    private final AtomicReference<String> host = new AtomicReference<>("");
    private SSLContext tls;
    private HttpsServer server;

    @BeforeEach
    void start() throws Exception {
        Path file = folder.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "hooks",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=hooks",
                        "-ext",
                        "san=dns:hooks.example.com",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("hooks", keys.getCertificate("hooks"));
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory others = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init(trusted);
        tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), others.getTrustManagers(), null);
        server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> {
            host.set(exchange.getRequestHeaders().getFirst("Host"));
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private SendResult post(String name, SSLSocketFactory sockets) throws IOException {
        TargetGuard guard =
                TargetGuard.withLoopback(any -> List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1})));
        Duration patience = Duration.ofSeconds(10);
        try (Sender sender = new Sender(guard, SocketFactory.getDefault(), sockets, patience, patience)) {
            return sender.post(
                    "https://" + name + ":" + server.getAddress().getPort() + "/in", Map.of(), new byte[] {'{', '}'});
        }
    }

    @Test
    void theNameOfTheCertificateIsCalledAtTheAddressThatWasChecked() throws IOException {
        assertThat(post("hooks.example.com", tls.getSocketFactory()).status()).isEqualTo(204);
        assertThat(host).hasValue("hooks.example.com:" + server.getAddress().getPort());
    }

    @Test
    void anotherNamesCertificateIsRefusedBeforeAnythingIsSent() throws IOException {
        assertThat(post("other.example.com", tls.getSocketFactory())).isEqualTo(SendResult.failed("TLS refused"));
        assertThat(host).hasValue("");
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() throws IOException {
        assertThat(post("hooks.example.com", (SSLSocketFactory) SSLSocketFactory.getDefault()))
                .isEqualTo(SendResult.failed("TLS refused"));
        assertThat(host).hasValue("");
    }
}
