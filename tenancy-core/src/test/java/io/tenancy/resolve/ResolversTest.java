package io.tenancy.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.TestTenants;
import io.tenancy.tenant.RegistryUnavailableException;
import io.tenancy.tenant.ReservedKeys;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResolversTest {
    private final Tenant acme = TestTenants.active("acme");
    private final DomainStore store = new DomainStore(Map.of("clinic.example", acme));

    @Test
    void claimMustBeAKey() {
        TenantResolver claim = Resolvers.claim("tenant");
        assertThat(claim.isAuthenticated()).isTrue();
        assertThat(claim.resolve(request().claim("tenant", "acme").build())).contains(acme.key());
        assertThat(claim.resolve(request().claim("other", "acme").build())).isEmpty();
        assertThatThrownBy(() ->
                        claim.resolve(request().claim("tenant", List.of("acme")).build()))
                .isInstanceOf(TenantKey.InvalidTenantKeyException.class);
        assertThatThrownBy(() -> claim.resolve(request().claim("tenant", "Acme").build()))
                .isInstanceOf(TenantKey.InvalidTenantKeyException.class);
    }

    @Test
    void apiKeyGivesItsTenant() {
        TenantResolver resolver = Resolvers.apiKey();
        assertThat(resolver.isAuthenticated()).isTrue();
        assertThat(resolver.resolve(request().apiKeyTenant(acme.key()).build())).contains(acme.key());
        assertThat(resolver.resolve(request().build())).isEmpty();
    }

    @Test
    void onlyAVerifiedDomainIsATenants() {
        TenantResolver domain = Resolvers.verifiedDomain(store);
        assertThat(domain.isAuthenticated()).isFalse();
        assertThat(domain.resolve(TenantRequest.ofHost("CLINIC.example.:443"))).contains(acme.key());
        assertThat(domain.resolve(TenantRequest.ofHost("www.clinic.example"))).isEmpty();
        assertThat(domain.resolve(request().build())).isEmpty();
        store.asked.set(0);
        assertThat(domain.resolve(TenantRequest.ofHost("10.0.0.1"))).isEmpty();
        assertThat(store.asked).as("addresses are nobody's domain").hasValue(0);
        store.down = true;
        assertThatThrownBy(() -> domain.resolve(TenantRequest.ofHost("clinic.example")))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "acme.example.com, acme",
        "ACME.EXAMPLE.COM.:8443, acme",
        "example.com, ",
        "a.acme.example.com, ",
        "acme.example.net, ",
        "acmeexample.com, ",
        "acme.example.com.evil.net, ",
        "www.example.com, ",
        "api.example.com, ",
        "[::1], "
    })
    void subdomainIsExactlyOneUnreservedLabel(String host, String key) {
        assertThat(Resolvers.subdomainOf("Example.com").resolve(TenantRequest.ofHost(host)))
                .map(TenantKey::value)
                .isEqualTo(java.util.Optional.ofNullable(key));
    }

    @Test
    void subdomainOfAnotherScriptIsRefused() {
        TenantResolver subdomain = Resolvers.subdomainOf("example.com");
        assertThatThrownBy(() -> subdomain.resolve(TenantRequest.ofHost("аcme.example.com"))) // Cyrillic a
                .isInstanceOf(TenantKey.InvalidTenantKeyException.class);
        assertThatThrownBy(() -> Resolvers.subdomainOf("10.0.0.1")).isInstanceOf(InvalidHostException.class);
        assertThat(Resolvers.subdomainOf("example.com", ReservedKeys.defaults().without("demo"))
                        .resolve(TenantRequest.ofHost("demo.example.com")))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "/t/acme, acme",
        "/t/acme/, acme",
        "/t/acme/orders/7, acme",
        "/t, ",
        "/t/, ",
        "/, ",
        "'', ",
        "/other/acme, ",
        "/tt/acme, ",
        "/t/api/orders, ",
        "*, "
    })
    void pathSegmentAfterThePrefixIsTheKey(String path, String key) {
        assertThat(Resolvers.path("/t").resolve(request().path(path).build()))
                .map(TenantKey::value)
                .isEqualTo(java.util.Optional.ofNullable(key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/t/../acme", "/t/..", "/t/./acme", "/x/../t/acme", "/t/acme/../globex", "/t/%2e%2e/acme",
                        "/t/acme/%2E%2e/globex",
                "/t/acme/.%2e/globex", "/t//acme", "/t/Acme", "/t/acme%20", "/t/%61cme", "/t/acme;x=1/y", "/t\\acme",
                "/t/acme/..%2fglobex", "/t/acme\\..\\globex", "/t/acme/..%5cglobex", "/t/аcme", "/t/acme.json"
            })
    void pathThatAnotherProgramWouldReadDifferentlyIsRefused(String path) {
        assertThatThrownBy(
                        () -> Resolvers.path("/t").resolve(request().path(path).build()))
                .isInstanceOf(TenantKey.InvalidTenantKeyException.class);
    }

    @Test
    void pathMayStartWithTheKey() {
        assertThat(Resolvers.path("/").resolve(request().path("/acme/x").build()))
                .contains(acme.key());
        assertThatThrownBy(() -> Resolvers.path("t")).isInstanceOf(IllegalArgumentException.class);
        assertThat(Resolvers.path("/t").resolve(request().build())).isEmpty();
    }

    @Test
    void headerIsBelievedOnlyFromTrustedPeers() throws Exception {
        TenantResolver header = Resolvers.header("X-Tenant", TrustedPeers.of("10.0.0.0/8", "fd00::/8"));
        var sent = request().header("x-TENANT", "acme");
        assertThat(header.resolve(sent.build())).as("peer unknown").isEmpty();
        assertThat(header.resolve(sent.peer(InetAddress.getByName("192.0.2.1")).build()))
                .isEmpty();
        assertThat(header.resolve(sent.peer(InetAddress.getByName("10.255.0.1")).build()))
                .contains(acme.key());
        assertThat(header.resolve(sent.peer(InetAddress.getByName("fd12::1")).build()))
                .contains(acme.key());
        assertThat(header.resolve(request()
                        .peer(InetAddress.getByName("10.0.0.1"))
                        .header("x-tenant", null)
                        .build()))
                .isEmpty();
        assertThat(header.isAuthenticated()).isFalse();
    }

    @Test
    void headerSentWithTwoValuesIsAmbiguous() {
        TenantResolver header = Resolvers.header("X-Tenant", request -> true);
        assertThat(header.resolve(request()
                        .header("X-Tenant", "acme")
                        .header("x-tenant", "acme")
                        .build()))
                .contains(acme.key());
        assertThatThrownBy(() -> header.resolve(request()
                        .header("X-Tenant", "acme")
                        .header("x-tenant", "globex")
                        .build()))
                .isInstanceOf(TenantAmbiguousException.class)
                .hasMessageContainingAll("acme", "globex");
        assertThatThrownBy(() -> header.resolve(
                        request().header("X-Tenant", "acme, globex").build()))
                .isInstanceOf(TenantKey.InvalidTenantKeyException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/x",
                "10.1.2.3/8",
                "example.com",
                "localhost/8",
                "::1/129",
                "10/8",
                "1.2.3.4.5",
                "[::1]/64",
                "abc",
                "::1%eth0",
                "dead.beef/8"
            })
    void networkThatCannotBeReadIsRefusedAtOnceAndAsksNoNameService(String network) {
        assertThatThrownBy(() -> TrustedPeers.of(network)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(TrustedPeers::of).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void requestTellsNoSecrets() {
        assertThat(request()
                        .host("acme.example.com")
                        .claim("secret", "hunter2")
                        .header("Authorization", "hunter2")
                        .build()
                        .toString())
                .doesNotContain("hunter2")
                .contains("acme.example.com");
    }

    private static TenantRequest.Builder request() {
        return TenantRequest.builder();
    }
}
