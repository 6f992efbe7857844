package io.tenancy.jdbc.docs;

import static io.tenancy.jdbc.docs.Clinic.ACME;
import static io.tenancy.jdbc.docs.Clinic.BIRCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.ErrorCode;
import io.tenancy.authorization.Principal;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantContextMissingException;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.jdbc.failure.TenantSqlException;
import io.tenancy.resolve.Resolution;
import io.tenancy.resolve.ResolverChain;
import io.tenancy.resolve.Resolvers;
import io.tenancy.resolve.TenantAmbiguousException;
import io.tenancy.resolve.TenantRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What docs/concepts.md shows. */
class ConceptsTest {
    private static Clinic clinic;
    private static DataSource dataSource;

    @BeforeAll
    static void open() throws Exception {
        clinic = new Clinic();
        dataSource = TenantDataSource.wrap(clinic.pool);
    }

    @AfterAll
    static void close() {
        clinic.close();
    }

    @Test
    void aRequestNamesItsTenant() {
        Map<String, Object> claims = Map.of("tenant", "acme");
        Map<String, Object> otherClaims = Map.of("tenant", "birch");
        // snippet: resolve
        ResolverChain chain = Resolvers.chain(
                Resolvers.claim("tenant"), // a verified token says it
                Resolvers.subdomainOf("clinic.example")); // acme.clinic.example says it

        Resolution found = chain.require(TenantRequest.builder()
                .host("acme.clinic.example:443")
                .claims(claims) // only after the signature was checked
                .build());

        assertThat(found.key().value()).isEqualTo("acme");
        assertThat(found.resolver()).isEqualTo("claim:tenant"); // who said so, for log and audit
        // end
        // snippet: ambiguous
        TenantRequest torn = TenantRequest.builder()
                .host("acme.clinic.example")
                .claims(otherClaims) // tenant: birch
                .build();
        assertThatThrownBy(() -> chain.require(torn)).isInstanceOf(TenantAmbiguousException.class);
        // end
    }

    @Test
    void aScopeBindsNestsAndRestores() {
        Principal nurse = new Principal(UUID.randomUUID(), "nurse");
        // snippet: bind
        TenantBinding binding = TenantBinding.of(ACME).withPrincipal(nurse);
        try (TenantScope outer = TenantContext.bind(binding)) {
            try (TenantScope inner = TenantContext.bind(BIRCH)) {
                assertThat(TenantContext.required().tenant()).isEqualTo(BIRCH);
            }
            assertThat(TenantContext.required().tenant()).isEqualTo(ACME); // restored
        }
        assertThatThrownBy(TenantContext::required).isInstanceOf(TenantContextMissingException.class);
        // end
    }

    @Test
    void executorsCarryWhatIsBound() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            // snippet: wrap
            ExecutorService executor = TenantContext.wrap(threads); // once, where the executor is made
            Future<String> who;
            try (TenantScope scope = TenantContext.bind(ACME)) {
                who = executor.submit(() -> TenantContext.required().tenant().name()); // captured here
            }
            assertThat(who.get()).isEqualTo("acme"); // and the thread has nothing bound afterwards
            // end
            // snippet: future
            try (TenantScope scope = TenantContext.bind(ACME)) {
                var name = CompletableFuture.supplyAsync(() -> "Ann", executor)
                        .thenApply(TenantContext.wrapFunction(patient -> patient + " of "
                                + TenantContext.required().tenant().key()));
                assertThat(name.get()).isEqualTo("Ann of acme");
            }
            // end
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aTransactionBelongsToOneTenant() throws SQLException {
        // snippet: switch
        try (TenantScope outer = TenantContext.bind(ACME);
                Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeQuery("select name from patient");
            try (TenantScope inner = TenantContext.bind(BIRCH)) {
                assertThatThrownBy(() -> statement.executeQuery("select name from patient"))
                        .isInstanceOfSatisfying(
                                TenantSqlException.class,
                                refused -> assertThat(refused.reason().code())
                                        .isEqualTo(ErrorCode.TENANT_SWITCH_IN_TRANSACTION));
            }
            connection.rollback();
        }
        // end
    }
}
