package io.tenancy.jdbc.apikey;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tenancy.ErrorCode;
import io.tenancy.apikey.ApiKey;
import io.tenancy.apikey.ApiKeyFormat;
import io.tenancy.apikey.ApiKeyRequest;
import io.tenancy.apikey.KeyEnvironment;
import io.tenancy.apikey.KeyUse;
import io.tenancy.apikey.NewApiKey;
import io.tenancy.apikey.Peppers;
import io.tenancy.apikey.VerifiedKey;
import io.tenancy.authorization.EscalationRefusedException;
import io.tenancy.authorization.Permission;
import io.tenancy.authorization.Principal;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.ratelimit.RateLimitedException;
import io.tenancy.tenant.Tenant;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ApiKeysTest extends KeyFixture {
    @Test
    void aKeyIsShownOnceAndOpensItsTenantForWhatItWasMadeFor() throws SQLException {
        Tenant practice = tenant("opens");
        NewApiKey made = key(practice, person(practice, "practitioner"), READ);

        assertThat(made.secretText()).startsWith(made.key().start() + "_");
        assertThat(made.toString()).doesNotContain(made.secretText());
        VerifiedKey verified = verify(tenancy, made);
        assertThat(verified.tenant().id()).isEqualTo(practice.id());
        assertThat(verified.principal().id()).isEqualTo(made.key().id());
        assertThat(verified.permissions()).containsExactly(READ);
        assertThat(verified.rate().limit().capacity()).isEqualTo(1_000);
        assertThat(verified.rate().remaining()).isEqualTo(999);
        assertThat(ask(database.superuser(), "select string_agg(k::text, ' ') from tenancy.api_key k")
                        .get(0))
                .doesNotContain(made.secretText().substring(made.key().start().length()));
    }

    @Test
    void aKeyIsMadeByAMemberAndOpensARequest() throws Exception {
        Tenant practice = tenant("documented");
        Principal ann = new Principal(person(practice, "staff"), "Ann");
        InetAddress peer = InetAddress.getByName("203.0.113.9");
        Instant inNinetyDays = clock.instant().plus(Duration.ofDays(90));
        String presented;
        // snippet: create
        try (TenantScope scope = TenantContext.bind(TenantBinding.of(practice).withPrincipal(ann))) {
            NewApiKey made = tenancy.apiKeys()
                    .create(ApiKeyRequest.named("Laboratory")
                            .scopes(Permission.of("patients:read"))
                            .networks("203.0.113.0/24")
                            .expiresAt(inNinetyDays));
            presented = made.secretText(); // show it once; nobody can show it again
        }
        // end
        // snippet: verify
        VerifiedKey key = tenancy.apiKeys().verify(presented, KeyUse.from(peer)); // or ApiKeyRefusedException
        try (TenantScope scope = TenantContext.bind(key.binding())) {
            tenancy.authorizer().require(Permission.of("patients:read"));
            // .. the request's work
        }
        // end
        assertThat(key.permissions()).containsExactly(READ);
    }

    @Test
    void unknownForeignAndWrongKeysAreAnsweredAlike() throws SQLException {
        Tenant mine = tenant("alike-mine");
        Tenant other = tenant("alike-other");
        NewApiKey key = key(mine, person(mine, "staff"), READ);
        String unknown = ApiKeyFormat.of("cf").generate(KeyEnvironment.LIVE).secretText();
        String id = key.key().start();
        String wrongBody = id + unknown.substring(id.length(), unknown.length() - 6);
        for (String presented : List.of("", "nonsense", unknown, wrongBody + "000000")) {
            refused(ErrorCode.API_KEY_INVALID, () -> tenancy.apiKeys().verify(presented, KeyUse.from(null)));
        }
        // The right key at another tenant's door.
        TenantContext.run(
                TenantBinding.of(other), () -> refused(ErrorCode.API_KEY_INVALID, () -> verify(tenancy, key)));
        TenantContext.run(
                TenantBinding.of(mine), () -> assertThat(verify(tenancy, key)).isNotNull());
    }

    @Test
    void aKeyMayNothingItsCreatorMayNot() throws SQLException {
        Tenant practice = tenant("escalates");
        UUID staff = person(practice, "staff");
        assertThatExceptionOfType(EscalationRefusedException.class).isThrownBy(() -> key(practice, staff, READ, WRITE));
        assertThat(as(practice, staff, () -> tenancy.apiKeys().list())).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> key(practice, staff));
        assertThatIllegalStateException()
                .isThrownBy(() -> TenantContext.call(
                        TenantBinding.of(practice),
                        () -> tenancy.apiKeys().create(ApiKeyRequest.named("x").scopes(READ))));
    }

    @Test
    void aKeyMakesNoKeys() throws SQLException {
        Tenant practice = tenant("makes-none");
        NewApiKey first = key(practice, person(practice, "practitioner"), READ, WRITE);
        VerifiedKey bound = verify(tenancy, first);
        assertThatExceptionOfType(io.tenancy.TenancyException.class)
                .isThrownBy(() -> TenantContext.call(
                        bound.binding(),
                        () -> tenancy.apiKeys()
                                .create(ApiKeyRequest.named("second").scopes(READ))));
    }

    @Test
    void narrowingTheCreatorNarrowsTheKeyAndRemovingItEndsIt() throws SQLException {
        Tenant practice = tenant("narrows");
        UUID person = person(practice, "practitioner");
        NewApiKey key = key(practice, person, READ, WRITE);
        assertThat(verify(tenancy, key).permissions()).containsExactly(READ, WRITE);

        operator(
                "delete from tenancy.role_grant where principal_id = '" + person + "'",
                "insert into tenancy.role_grant (tenant_id, id, principal_kind, principal_id, system_role) values ('"
                        + practice.id() + "', gen_random_uuid(), 'USER', '" + person + "', 'staff')");
        Duration narrowed = eventually(() -> verify(tenancy, key).permissions().equals(java.util.Set.of(READ)));
        assertThat(narrowed).isLessThan(Duration.ofSeconds(1));
        refused(
                ErrorCode.API_KEY_SCOPE_MISSING,
                () -> tenancy.apiKeys()
                        .verify(key.secretText(), KeyUse.from(null).needing(READ, WRITE)));
        assertThat(tenancy.apiKeys().verify(key.secretText(), KeyUse.from(null).needing(READ)))
                .isNotNull();

        operator("delete from tenancy.role_grant where principal_id = '" + person + "'");
        eventually(() -> outcome(tenancy, key) == ErrorCode.API_KEY_ORPHANED);
    }

    @Test
    void aKeyOfAnAllowListIsAcceptedFromThereOnly() throws Exception {
        Tenant practice = tenant("listed");
        NewApiKey key = as(
                practice,
                person(practice, "staff"),
                () -> tenancy.apiKeys()
                        .create(ApiKeyRequest.named("x").scopes(READ).networks("203.0.113.0/24", "2001:db8::/32")));
        for (String here : List.of("203.0.113.9", "2001:db8:5::1", "::ffff:203.0.113.7")) {
            assertThat(from(key, here)).isNotNull();
        }
        for (String there : List.of("203.0.114.9", "2001:db9::1", "127.0.0.1")) {
            refused(ErrorCode.API_KEY_ADDRESS_REFUSED, () -> from(key, there));
        }
        assertThat(outcome(tenancy, key)).as("nobody knows where from").isEqualTo(ErrorCode.API_KEY_ADDRESS_REFUSED);
    }

    private static VerifiedKey from(NewApiKey key, String address) {
        try {
            return tenancy.apiKeys().verify(key.secretText(), KeyUse.from(InetAddress.getByName(address)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void aKeyEndsByTheClock() throws SQLException {
        Tenant practice = tenant("ends");
        NewApiKey key = as(
                practice,
                person(practice, "staff"),
                () -> tenancy.apiKeys()
                        .create(ApiKeyRequest.named("x")
                                .scopes(READ)
                                .expiresAt(clock.instant().plus(Duration.ofDays(1)))));
        assertThat(verify(tenancy, key)).isNotNull();
        clock.advance(Duration.ofDays(1));
        assertThat(outcome(tenancy, key)).isEqualTo(ErrorCode.API_KEY_EXPIRED);
    }

    @Test
    void aPlanWithoutApiAccessStopsKeysAndAnUpgradeRevivesThem() throws SQLException {
        Tenant practice = tenant("planned");
        UUID person = person(practice, "staff");
        NewApiKey key = key(practice, person, READ);
        plans.assign(practice.id(), "starter", null, null, OPS);
        eventually(() -> outcome(tenancy, key) == ErrorCode.FEATURE_NOT_IN_PLAN);
        refused(ErrorCode.FEATURE_NOT_IN_PLAN, () -> key(practice, person, READ));
        plans.assign(practice.id(), "enterprise", null, null, OPS);
        eventually(() -> outcome(tenancy, key) == ErrorCode.INTERNAL);
    }

    @Test
    void aRotatedKeyGoesOnForTheOverlapOnly() throws SQLException {
        Tenant practice = tenant("rotates");
        UUID person = person(practice, "practitioner");
        NewApiKey old = key(practice, person, READ, WRITE);
        NewApiKey fresh =
                as(practice, person, () -> tenancy.apiKeys().rotate(old.key().id(), Duration.ofDays(7)));
        assertThat(fresh.key().scopes()).isEqualTo(old.key().scopes());
        assertThat(as(
                                practice,
                                person,
                                () -> tenancy.apiKeys().require(old.key().id()))
                        .replacedBy())
                .isEqualTo(fresh.key().id());
        assertThat(verify(tenancy, fresh)).isNotNull();
        assertThat(verify(tenancy, old)).isNotNull();
        clock.advance(Duration.ofDays(7));
        eventually(() -> outcome(tenancy, old) == ErrorCode.API_KEY_EXPIRED);
        assertThat(verify(tenancy, fresh)).isNotNull();
        as(practice, person, () -> {
            refused(
                    ErrorCode.API_KEY_EXPIRED,
                    () -> tenancy.apiKeys().rotate(old.key().id(), Duration.ZERO));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> tenancy.apiKeys().rotate(fresh.key().id(), Duration.ofDays(31)));
            return true;
        });
    }

    /** Rotating hands out a secret: so it gives no more than whoever rotates holds. */
    @Test
    void whoRotatesHoldsTheScopes() throws SQLException {
        Tenant practice = tenant("rotator");
        NewApiKey strong = key(practice, person(practice, "practitioner"), READ, WRITE);
        UUID staff = person(practice, "staff");
        as(practice, staff, () -> {
            assertThatExceptionOfType(EscalationRefusedException.class)
                    .isThrownBy(() -> tenancy.apiKeys().rotate(strong.key().id(), Duration.ZERO));
            return true;
        });
        assertThat(verify(tenancy, strong)).isNotNull();
    }

    private static void revoke(Tenant practice, NewApiKey key, String role) {
        try {
            UUID person = person(practice, role);
            ApiKey unused = as(
                    practice, person, () -> tenancy.apiKeys().revoke(key.key().id()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRevokedKeyIsRefusedAndHoldsNothingAnyMore() throws SQLException {
        Tenant practice = tenant("revokes");
        NewApiKey key = key(practice, person(practice, "practitioner"), READ);
        refused(ErrorCode.ESCALATION_REFUSED, () -> revoke(practice, key, "staff"));
        UUID other = person(practice, "owner");
        ApiKey revoked =
                as(practice, other, () -> tenancy.apiKeys().revoke(key.key().id()));
        assertThat(revoked.status(clock.instant())).isEqualTo(ApiKey.Status.REVOKED);
        eventually(() -> outcome(tenancy, key) == ErrorCode.API_KEY_REVOKED);
        assertThat(as(
                        practice,
                        other,
                        () -> tenancy.authorizer().permissions(key.key().id())))
                .isEmpty();
        assertThat(as(practice, other, () -> tenancy.apiKeys().revoke(key.key().id()))
                        .revokedAt())
                .isEqualTo(revoked.revokedAt());
        refused(
                ErrorCode.API_KEY_NOT_FOUND,
                () -> as(practice, other, () -> tenancy.apiKeys().revoke(UUID.randomUUID())));
    }

    @Test
    void aKeyMakesAsManyRequestsAsItWasGiven() throws SQLException {
        Tenant practice = tenant("limited");
        NewApiKey key = as(
                practice,
                person(practice, "staff"),
                () -> tenancy.apiKeys()
                        .create(ApiKeyRequest.named("x").scopes(READ).perHour(3)));
        for (int i = 0; i < 3; i++) {
            assertThat(verify(tenancy, key).rate().remaining()).isEqualTo(2 - i);
        }
        assertThatExceptionOfType(RateLimitedException.class)
                .isThrownBy(() -> verify(tenancy, key))
                .satisfies(e -> assertThat(e.decision().retryAfter()).isEqualTo(Duration.ofMinutes(20)));
    }

    /** A thief with a dump has hashes and pepper ids: with any other pepper, or none, nothing verifies. */
    @Test
    void aDumpWithoutThePepperVerifiesNothing() throws SQLException {
        Tenant practice = tenant("stolen");
        NewApiKey key = key(practice, person(practice, "staff"), READ);
        String wrong = "2026=" + java.util.Base64.getEncoder().encodeToString(new byte[32]);
        for (Peppers guess : List.of(Peppers.none(), Peppers.parse(wrong), Peppers.parse(wrong + ",plain"))) {
            try (JdbcTenancy thief = node().peppers(guess).build()) {
                assertThat(outcome(thief, key)).isIn(ErrorCode.API_KEY_INVALID, ErrorCode.API_KEY_PEPPER_MISSING);
            }
        }
        assertThat(outcome(tenancy, key)).isEqualTo(ErrorCode.INTERNAL);
    }
}
