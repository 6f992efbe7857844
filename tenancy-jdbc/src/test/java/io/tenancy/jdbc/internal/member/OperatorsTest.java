package io.tenancy.jdbc.internal.member;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.ErrorCode;
import io.tenancy.authorization.EscalationRefusedException;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.member.EnrolledOperator;
import io.tenancy.jdbc.member.Impersonation;
import io.tenancy.jdbc.member.Operator;
import io.tenancy.jdbc.member.OperatorLevel;
import io.tenancy.jdbc.member.OperatorRegistry;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.member.Account;
import io.tenancy.member.SignIn;
import io.tenancy.member.Totp;
import io.tenancy.tenant.Tenant;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperatorsTest extends MembersFixture {
    private static int sequence;
    private OperatorRegistry operators;

    @BeforeEach
    void over() {
        operators = OperatorRegistry.over(database.admin(), KEYS, clock);
    }

    private EnrolledOperator enrolled(OperatorLevel level) {
        return operators.create("anna" + sequence++, level, PASSWORD, OPS);
    }

    private Operator operator(OperatorLevel level) {
        return enrolled(level).operator();
    }

    private static Totp totp(EnrolledOperator enrolled) {
        return SecondFactorTest.scan(enrolled.enrolment().secret());
    }

    @Test
    void signsInWithPasswordAndCodeTogetherAndNeverWithOneOfThem() {
        EnrolledOperator anna = enrolled(OperatorLevel.SUPPORT);
        String name = anna.operator().name();
        String code = totp(anna).code(clock.instant());
        for (SignIn attempt : List.of(
                operators.signIn(name, PASSWORD, ""),
                operators.signIn(name, PASSWORD, "000000"),
                operators.signIn(name, "wrong wrong", code),
                operators.signIn("nobody" + sequence++, PASSWORD, code))) {
            assertThat(attempt).isEqualTo(SignIn.not(SignIn.Outcome.REFUSED));
        }
        assertThat(operators.signIn(name, PASSWORD, code))
                .isEqualTo(SignIn.as(anna.operator().id()));
        assertThat(operators.signIn(name, PASSWORD, code)).isEqualTo(SignIn.not(SignIn.Outcome.REFUSED));
        assertThat(operators.find(name).orElseThrow().signedInAt()).isEqualTo(clock.instant());
    }

    @Test
    void guessingLocksWhetherThereIsOneOrNot() {
        EnrolledOperator anna = enrolled(OperatorLevel.SUPPORT);
        for (String name : List.of(anna.operator().name(), "nobody" + sequence++, "x".repeat(1_000_000), "\0")) {
            for (int i = 0; i < 5; i++) {
                assertThat(operators.signIn(name, "wrong wrong", "000000").outcome())
                        .isEqualTo(SignIn.Outcome.REFUSED);
            }
            assertThat(operators
                            .signIn(name, PASSWORD, totp(anna).code(clock.instant()))
                            .outcome())
                    .isEqualTo(SignIn.Outcome.LOCKED);
            pass(Duration.ofHours(25));
        }
    }

    @Test
    void accountOfTheSameNameIsSomebodyElse() throws Exception {
        EnrolledOperator anna = enrolled(OperatorLevel.SUPER_ADMIN);
        assertThat(accounts.find(anna.operator().id())).isEmpty();
        for (var login : List.of(database.app(), database.as(TenancyRole.WORKER))) {
            for (String table : List.of("operator", "impersonation")) {
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> run(login, "select * from tenancy." + table))
                        .extracting(SQLException::getSQLState)
                        .isEqualTo("42501");
            }
        }
        assertThat(ask(
                        database.superuser(),
                        "select r::text from tenancy.registry_change r where action like 'operator%'"))
                .isNotEmpty()
                .noneMatch(row -> row.contains("argon2") || row.contains("factor_secret"));
    }

    @Test
    void nameIsTakenForGood() {
        Operator anna = operator(OperatorLevel.BILLING_READ);
        assertThat(operators.disable(anna.name(), OPS).disabledAt()).isEqualTo(clock.instant());
        InvitationsTest.fails(
                ErrorCode.OPERATOR_EXISTS, () -> operators.create(anna.name(), OperatorLevel.SUPPORT, PASSWORD, OPS));
        InvitationsTest.fails(ErrorCode.OPERATOR_NOT_FOUND, () -> operators.disable("nobody", OPS));
        InvitationsTest.fails(
                ErrorCode.USAGE, () -> operators.create("Anna Berg", OperatorLevel.SUPPORT, PASSWORD, OPS));
        InvitationsTest.fails(
                ErrorCode.PASSWORD_REFUSED, () -> operators.create("carl", OperatorLevel.SUPPORT, "password1", OPS));
        InvitationsTest.fails(
                ErrorCode.KEYSET_MISSING,
                () -> OperatorRegistry.over(database.admin(), null, clock)
                        .create("carl", OperatorLevel.SUPPORT, PASSWORD, OPS));
        assertThat(operators.list())
                .extracting(Operator::name)
                .contains(anna.name())
                .isSorted();
    }

    @Test
    void disabledOperatorIsLetInNoMoreAndEndsToActAsOthers() {
        EnrolledOperator anna = enrolled(OperatorLevel.SUPPORT);
        Tenant tenant = tenant();
        Account staff = member(tenant, "staff");
        Impersonation help =
                operators.impersonate(anna.operator(), tenant.id(), staff.id(), Duration.ofHours(1), "ticket 1");
        operators.disable(anna.operator().name(), OPS);
        assertThat(operators
                        .signIn(anna.operator().name(), PASSWORD, totp(anna).code(clock.instant()))
                        .outcome())
                .isEqualTo(SignIn.Outcome.REFUSED);
        Impersonation over = operators.findImpersonation(help.id()).orElseThrow();
        refused(() -> over.binding(tenant, clock.instant()));
        refused(() -> operators.impersonate(anna.operator(), tenant.id(), staff.id(), Duration.ofHours(1), "again"));
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable attempt) {
        InvitationsTest.fails(ErrorCode.IMPERSONATION_REFUSED, attempt);
    }

    @Test
    void impersonationMayWhatTheMemberMayAndTheTrailNamesBoth() throws Exception {
        Tenant tenant = tenant();
        member(tenant, "owner");
        Account manager = member(tenant, "manager");
        Account staff = member(tenant, "staff");
        Account admin = member(tenant, "admin");
        Operator anna = operator(OperatorLevel.SUPER_ADMIN);
        Impersonation help =
                operators.impersonate(anna, tenant.id(), manager.id(), Duration.ofMinutes(30), "ticket 4711");
        try (TenantScope ignored = TenantContext.bind(help.binding(tenant, clock.instant()))) {
            members().remove(staff.id());
            assertThatExceptionOfType(EscalationRefusedException.class)
                    .isThrownBy(() -> members().remove(admin.id()));
        }
        String of = " from tenancy.registry_change where tenant_id = '" + tenant.id() + "' and action = ";
        assertThat(ask(database.superuser(), "select actor" + of + "'member.remove'"))
                .containsExactly("operator:" + anna.name() + " as " + manager.id());
        assertThat(ask(database.superuser(), "select actor || ': ' || reason" + of + "'impersonation.start'"))
                .containsExactly("operator:" + anna.name() + ": ticket 4711");
    }

    @Test
    void impersonationEndsByTimeAndByHand() {
        Tenant tenant = tenant();
        Account staff = member(tenant, "staff");
        Operator anna = operator(OperatorLevel.SUPPORT);
        Impersonation help = operators.impersonate(anna, tenant.id(), staff.id(), Duration.ofMinutes(30), "ticket 1");
        assertThat(help.binding(
                                tenant,
                                clock.instant().plus(Duration.ofMinutes(30)).minusNanos(1))
                        .actor())
                .isEqualTo(anna.principal());
        refused(() -> help.binding(tenant, clock.instant().plus(Duration.ofMinutes(30))));
        refused(() -> help.binding(tenant(), clock.instant()));
        assertThat(operators.endImpersonation(help.id(), OPS)).isTrue();
        assertThat(operators.endImpersonation(help.id(), OPS)).isFalse();
        refused(() -> operators.findImpersonation(help.id()).orElseThrow().binding(tenant, clock.instant()));
        InvitationsTest.fails(
                ErrorCode.USAGE,
                () -> operators.impersonate(anna, tenant.id(), staff.id(), Duration.ofHours(5), "ticket 1"));
    }

    @Test
    void nobodyActsAsMoreThanItsLevelAllows() {
        Tenant tenant = tenant();
        Account owner = member(tenant, "owner");
        Account manager = member(tenant, "manager");
        Account staff = member(tenant, "staff");
        Operator support = operator(OperatorLevel.SUPPORT);
        Duration hour = Duration.ofHours(1);
        refused(() -> operators.impersonate(support, tenant.id(), owner.id(), hour, "x"));
        refused(() -> operators.impersonate(support, tenant.id(), manager.id(), hour, "x"));
        refused(() -> operators.impersonate(support, tenant.id(), UUID.randomUUID(), hour, "x"));
        refused(() -> operators.impersonate(support, tenant().id(), staff.id(), hour, "x"));
        refused(() -> operators.impersonate(operator(OperatorLevel.BILLING_READ), tenant.id(), staff.id(), hour, "x"));
        assertThat(operators
                        .impersonate(support, tenant.id(), staff.id(), hour, "x")
                        .memberId())
                .isEqualTo(staff.id());
        assertThat(operators
                        .impersonate(operator(OperatorLevel.SUPER_ADMIN), tenant.id(), owner.id(), hour, "x")
                        .memberId())
                .isEqualTo(owner.id());
    }
}
