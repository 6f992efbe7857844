package io.tenancy.billing.paypal;

import io.tenancy.billing.GatewayMode;
import io.tenancy.billing.GatewayParts;
import io.tenancy.billing.GatewaySettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that PayPal signs webhooks with. Only PayPal's four hosts are asked, over https, without redirects, ten times a minute
 * at most whatever strangers send; a certificate counts if its chain ends in a root that Java trusts, it is valid now, and its subject is
 * PayPal's for this mode. Those that count are kept. Thread-safe.
 */
final class PayPalCertificates {
    private static final Pattern URL = Pattern.compile(
            "https://(?:api|api-m)\\.(?:sandbox\\.)?paypal\\.com(/v1/notifications/certs/[A-Za-z0-9_-]{1,100})");
    private static final int FETCHES = 10;
    private static final int KEPT = 100;

    private final GatewayParts parts;
    private final @Nullable URI base;
    private final Duration timeout;
    private final Set<TrustAnchor> roots;
    private final String subject;
    private final Map<String, X509Certificate> kept = new ConcurrentHashMap<>();
    private final Deque<Instant> fetches = new ArrayDeque<>();

    PayPalCertificates(GatewaySettings settings, GatewayParts parts) {
        this.parts = parts;
        this.base = settings.baseUrl();
        this.timeout = settings.timeout();
        this.subject = settings.mode() == GatewayMode.LIVE
                ? "messageverificationcerts.paypal.com"
                : "messageverificationcerts.sandbox.paypal.com";
        this.roots = roots(settings.value("trustedCertificate"));
    }

    private static Set<TrustAnchor> roots(@Nullable String pem) {
        Set<TrustAnchor> roots = new HashSet<>();
        try {
            if (pem != null) {
                read(pem.getBytes(StandardCharsets.UTF_8)).forEach(it -> roots.add(new TrustAnchor(it, null)));
                return roots;
            }
            TrustManagerFactory java = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            java.init((KeyStore) null);
            for (var manager : java.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    for (X509Certificate root : x509.getAcceptedIssuers()) {
                        roots.add(new TrustAnchor(root, null));
                    }
                }
            }
            return roots;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the trusted certificates cannot be read", e);
        }
    }

    /** The certificate of an address, if it counts; without a connection if the address is not one of PayPal's. */
    Optional<X509Certificate> find(String url) {
        var matcher = URL.matcher(url);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        X509Certificate known = kept.get(url);
        if (known == null) {
            URI from = base == null ? URI.create(url) : URI.create(base + matcher.group(1));
            return fetch(from).flatMap(this::check).map(good -> {
                if (kept.size() < KEPT) {
                    kept.put(url, good);
                }
                return good;
            });
        }
        Instant now = parts.clock().instant();
        return now.isAfter(known.getNotAfter().toInstant())
                        || now.isBefore(known.getNotBefore().toInstant())
                ? Optional.empty()
                : Optional.of(known);
    }

    private synchronized boolean mayFetch() {
        Instant now = parts.clock().instant();
        while (!fetches.isEmpty() && fetches.getFirst().isBefore(now.minus(Duration.ofMinutes(1)))) {
            fetches.removeFirst();
        }
        if (fetches.size() >= FETCHES) {
            return false;
        }
        fetches.addLast(now);
        return true;
    }

    private Optional<List<X509Certificate>> fetch(URI from) {
        if (!mayFetch()) {
            return Optional.empty();
        }
        try {
            HttpResponse<byte[]> answer = parts.http()
                    .send(
                            HttpRequest.newBuilder(from).timeout(timeout).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == 200 ? Optional.of(read(answer.body())) : Optional.empty();
        } catch (IOException | GeneralSecurityException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static List<X509Certificate> read(byte[] pem) throws GeneralSecurityException {
        List<X509Certificate> chain = new ArrayList<>();
        CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem))
                .forEach(it -> chain.add((X509Certificate) it));
        return chain;
    }

    /** The first is PayPal's; roots that come along are not what we trust. */
    private Optional<X509Certificate> check(List<X509Certificate> chain) {
        if (chain.isEmpty() || !isPayPal(chain.get(0))) {
            return Optional.empty();
        }
        try {
            List<X509Certificate> path = chain.stream()
                    .filter(it -> !it.getSubjectX500Principal().equals(it.getIssuerX500Principal()))
                    .toList();
            PKIXParameters how = new PKIXParameters(roots);
            how.setRevocationEnabled(false);
            how.setDate(Date.from(parts.clock().instant()));
            var unused = CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), how);
            return path.isEmpty() ? Optional.empty() : Optional.of(path.get(0));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private boolean isPayPal(X509Certificate it) {
        try {
            return new LdapName(it.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .anyMatch(part -> part.getType().equalsIgnoreCase("CN") && subject.equals(part.getValue()));
        } catch (InvalidNameException e) {
            return false;
        }
    }
}
