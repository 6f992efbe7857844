package io.tenancy.jdbc.internal.member;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static io.tenancy.jdbc.testing.TenancyDatabase.askAs;
import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.member.Account;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What the database holds of accounts by itself, against SQL that goes round the Java side. */
class AccountGuardsTest extends AccountsFixture {
    private static final List<String> TABLES =
            List.of("account", "account_link", "account_recovery_code", "sign_in_attempt");

    private static void refused(DataSource as, String sql) {
        assertThatExceptionOfType(SQLException.class)
                .as(sql)
                .isThrownBy(() -> run(as, sql))
                .extracting(SQLException::getSQLState)
                .isEqualTo("42501");
    }

    @Test
    void applicationReachesNoTableOfAccounts() {
        person();
        for (String table : TABLES) {
            refused(database.app(), "select * from tenancy." + table);
            refused(database.app(), "select count(*) from tenancy." + table);
            refused(database.app(), "insert into tenancy." + table + " default values");
            refused(database.app(), "delete from tenancy." + table);
        }
        refused(database.app(), "update tenancy.account set active = true");
        refused(database.app(), "select tenancy.sign_in_count('x', now())");
        refused(database.app(), "select tenancy.account_acts(gen_random_uuid(), now())");
    }

    @Test
    void applicationCallsTheseFunctionsAndNoOther() throws Exception {
        assertThat(ask(
                        database.superuser(),
                        "select p.proname from pg_proc p where p.pronamespace = 'tenancy'::regnamespace and p.proname ~ '^(account_|invitation_|accept_invitation)'"
                                + " and has_function_privilege('tenancy_app', p.oid, 'execute') order by 1"))
                .containsExactly(
                        "accept_invitation",
                        "account_attempt",
                        "account_by_id",
                        "account_by_link",
                        "account_confirm_email",
                        "account_confirm_factor",
                        "account_create",
                        "account_disable_factor",
                        "account_issue_link",
                        "account_propose_factor",
                        "account_proposed_factor",
                        "account_replace_codes",
                        "account_reset_password",
                        "account_set_password",
                        "account_signed_in",
                        "account_tenants",
                        "invitation_by_token");
    }

    @Test
    void nobodyWhoLogsInReadsWhatAPasswordIsCheckedAgainst() throws Exception {
        Account ann = person();
        for (DataSource login : List.of(database.admin(), database.as(TenancyRole.WORKER))) {
            refused(login, "select password_hash from tenancy.account");
            refused(login, "select factor_secret from tenancy.account");
            refused(login, "select * from tenancy.account");
            refused(login, "select code_hash from tenancy.account_recovery_code");
            refused(login, "select token_hash from tenancy.account_link");
            refused(login, "update tenancy.account set password_hash = null");
        }
        assertThat(ask(database.admin(), "select email from tenancy.account where id = '" + ann.id() + "'"))
                .containsExactly(ann.email().value());
    }

    @Test
    void insideATenantNothingIsToldOfAccounts() throws Exception {
        Account ann = person();
        UUID tenant = UUID.randomUUID();
        for (String call : List.of(
                "tenancy.account_by_id('" + ann.id() + "')",
                "tenancy.account_attempt('" + ann.email() + "', now())",
                "tenancy.account_create(gen_random_uuid(), '" + ann.email() + "', 'x', null, now())",
                "tenancy.account_by_link('\\x00', now())",
                "tenancy.account_issue_link('\\x00', 'EMAIL', '" + ann.id() + "', 'x@y.z', now(), now())",
                "tenancy.account_reset_password('\\x00', 'x', now())",
                "tenancy.account_confirm_email('\\x00', now())",
                "tenancy.account_signed_in('" + ann.id() + "', 'x', now(), null, null, null, null)",
                "tenancy.account_set_password('" + ann.id() + "', 'x', 'y', now())",
                "tenancy.account_propose_factor('" + ann.id() + "', '\\x00')",
                "tenancy.account_proposed_factor('" + ann.id() + "')",
                "tenancy.account_confirm_factor('" + ann.id() + "', '\\x00', 1, '{}', now())",
                "tenancy.account_disable_factor('" + ann.id() + "', 'x', now())",
                "tenancy.account_replace_codes('" + ann.id() + "', 'x', '{}', now())")) {
            assertThatExceptionOfType(SQLException.class)
                    .as(call)
                    .isThrownBy(() -> askAs(database.app(), tenant, "select * from " + call))
                    .extracting(SQLException::getSQLState)
                    .isEqualTo("42501");
        }
    }

    @Test
    void secondFactorCannotBeTakenAwayWithoutASuccessfulSignInOfTheSameMoment() throws Exception {
        Account ann = person();
        String hash = ask(
                        database.app(),
                        "select password_hash from tenancy.account_attempt('" + ann.email() + "', '" + clock.instant()
                                + "')")
                .get(0);
        assertThat(hash).startsWith("$argon2id$");
        run(
                database.superuser(),
                "select set_config('tenancy.actor', 'x', true), set_config('tenancy.reason', 'x', true),"
                        + " set_config('tenancy.changed_at', now()::text, true);"
                        + " update tenancy.account set factor_secret = '\\x00', factor_since = now() where id = '"
                        + ann.id() + "'");
        for (String call : List.of(
                "account_disable_factor('" + ann.id() + "', '" + hash + "', now())",
                "account_replace_codes('" + ann.id() + "', '" + hash + "', '{}', now())",
                "account_signed_in('" + ann.id() + "', '" + hash + "', now(), null, null, null, null)")) {
            assertThat(ask(database.app(), "select tenancy." + call)).containsExactly("f");
        }
    }

    @Test
    void oneAddressIsOneAccountHoweverItIsWritten() {
        Account ann = person();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> run(
                        database.app(),
                        "select tenancy.account_create(gen_random_uuid(), upper('" + ann.email()
                                + "'), 'x', null, now())"))
                .extracting(SQLException::getSQLState)
                .isEqualTo("23514");
    }

    @Test
    void disabledAccountIsNobody() throws Exception {
        Account ann = person();
        refused(database.app(), "update tenancy.account set active = false");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> run(
                        database.admin(), "update tenancy.account set active = false where id = '" + ann.id() + "'"))
                .extracting(SQLException::getSQLState)
                .isEqualTo("TN002");
        run(
                database.admin(),
                "select set_config('tenancy.actor', 'ops:anna', true), set_config('tenancy.reason', 'ticket 7', true),"
                        + " set_config('tenancy.changed_at', '2026-03-01T10:00:00Z', true);"
                        + " update tenancy.account set active = false where id = '" + ann.id() + "'");
        assertThat(outcome(ann, PASSWORD, null)).isEqualTo(io.tenancy.member.SignIn.Outcome.REFUSED);
        assertThat(accounts.requestPasswordReset(ann.email())).isEmpty();
        assertThat(ask(
                        database.admin(),
                        "select actor from tenancy.registry_change where action = 'account.disable' and after ->> 'account' = '"
                                + ann.id() + "'"))
                .containsExactly("ops:anna");
    }
}
