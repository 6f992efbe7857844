package io.tenancy.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.ErrorCode;
import io.tenancy.TestTenants;
import io.tenancy.tenant.RegistryUnavailableException;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ResolverChainTest {
    private final Tenant clinic = TestTenants.active("clinic");
    private final DomainStore store = new DomainStore(Map.of("clinic.example", clinic));
    private final ResolverChain chain = Resolvers.chain(
            Resolvers.claim("tenant"),
            Resolvers.verifiedDomain(store),
            Resolvers.subdomainOf("example.com"),
            Resolvers.path("/t"));

    @Test
    void firstOfThoseThatAgreeIsRecorded() {
        TenantRequest both = TenantRequest.builder()
                .host("acme.example.com")
                .claim("tenant", "acme")
                .path("/t/acme/orders")
                .build();
        assertThat(chain.require(both)).isEqualTo(new Resolution(TenantKey.of("acme"), "claim:tenant", true));
        assertThat(chain.explain(both))
                .extracting(Resolution::resolver)
                .containsExactly("claim:tenant", "subdomain", "path");
        assertThat(chain.require(TenantRequest.ofHost("acme.example.com")))
                .isEqualTo(new Resolution(TenantKey.of("acme"), "subdomain", false));
        assertThat(chain.require(TenantRequest.ofHost("clinic.example:8443")))
                .isEqualTo(new Resolution(clinic.key(), "domain", false));
    }

    @Test
    void disagreementIsRefusedAndNamesBoth() {
        TenantRequest tokenOfAnother = TenantRequest.builder()
                .host("acme.example.com")
                .claim("tenant", "globex")
                .build();
        assertThatThrownBy(() -> chain.require(tokenOfAnother))
                .isInstanceOfSatisfying(TenantAmbiguousException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.TENANT_AMBIGUOUS);
                    assertThat(e.ids()).containsEntry("claim:tenant", "globex").containsEntry("subdomain", "acme");
                });
    }

    @Test
    void lateDisagreementIsSeenAlthoughTwoAgreedBefore() {
        TenantRequest request = TenantRequest.builder()
                .host("acme.example.com")
                .claim("tenant", "acme")
                .path("/t/globex")
                .build();
        assertThatThrownBy(() -> chain.require(request)).isInstanceOf(TenantAmbiguousException.class);
    }

    @Test
    void tokenWorksOnAHostThatIsReservedForTheProduct() {
        TenantRequest shared = TenantRequest.builder()
                .host("app.example.com")
                .claim("tenant", "acme")
                .build();
        assertThat(chain.require(shared).key().value()).isEqualTo("acme");
    }

    @Test
    void noTenantIsNoTenant() {
        assertThatThrownBy(() -> chain.require(TenantRequest.ofHost("www.example.com")))
                .isInstanceOfSatisfying(TenantNotResolvedException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.TENANT_NOT_RESOLVED);
                    assertThat(e.ids())
                            .containsEntry("host", "www.example.com")
                            .containsEntry("asked", "claim:tenant domain subdomain path");
                });
        assertThatThrownBy(() -> chain.require(TenantRequest.builder().build()))
                .isInstanceOf(TenantNotResolvedException.class);
    }

    @Test
    void registryThatDoesNotAnswerIsNotSilence() {
        store.down = true;
        TenantRequest withToken = TenantRequest.builder()
                .host("acme.example.com")
                .claim("tenant", "acme")
                .build();
        assertThatThrownBy(() -> chain.require(withToken)).isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void chainWithoutResolversOrWithTheSameTwiceIsRefused() {
        assertThatThrownBy(Resolvers::chain).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Resolvers.chain(Resolvers.apiKey(), Resolvers.apiKey()))
                .hasMessageContaining("apiKey");
    }

    @Property(tries = 5000)
    void hostIsATenantsOnlyByVerifiedDomainOrAsOneLabelUnderTheBase(@ForAll("hosts") String host) {
        Optional<TenantKey> key;
        try {
            key = Optional.of(chain.require(TenantRequest.ofHost(host)).key());
        } catch (InvalidHostException | TenantNotResolvedException | TenantKey.InvalidTenantKeyException refused) {
            key = Optional.empty();
        }
        if (key.isPresent()) {
            String plain = host.toLowerCase(java.util.Locale.ROOT).replaceFirst("\\.?(:[0-9]+)?$", "");
            assertThat(plain).isIn("clinic.example", key.get().value() + ".example.com");
        }
    }

    @Provide
    Arbitrary<String> hosts() {
        Arbitrary<String> piece = Arbitraries.of(
                "acme", "clinic", "www", "Example", "example", "com", "COM", "evil", "net", "xn--a", "а", "", "-",
                "10");
        Arbitrary<String> tail = Arbitraries.of("", ".", ":80", ".:443", "..", ":x", "@evil.net");
        return net.jqwik.api.Combinators.combine(piece.list().ofMinSize(1).ofMaxSize(5), tail)
                .as((pieces, end) -> String.join(".", pieces) + end);
    }
}
