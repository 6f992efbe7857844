package io.tenancy.jdbc.internal.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tenancy.jdbc.testing.TenancyDatabase;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link EscalationPropertyTest} can fail: without the protection of a path, its random steps find what is then possible there. */
class EscalationCaughtTest extends AccessFixture {
    private static final boolean FULL = Boolean.getBoolean("tenancy.proofs");
    private static final int WORLDS = 30;
    private static final int STEPS = 400;
    private static final String HELD = "tenancy.require_held(";
    private static final String ANYBODY = "tenancy.anybody_may(";

    /** A function of the database, and what is changed in its text. */
    record Edit(String function, String from, String to) {}

    /** A path without its protection. */
    record Broken(String path, boolean usual, List<Edit> edits) {
        @Override
        public String toString() {
            return path;
        }
    }

    private static Broken broken(String path, boolean usual, String... edits) {
        return new Broken(
                path,
                usual,
                Stream.iterate(0, i -> i < edits.length, i -> i + 3)
                        .map(i -> new Edit(edits[i], edits[i + 1], edits[i + 2]))
                        .toList());
    }

    static Stream<Broken> paths() {
        return Stream.of(
                        broken("role edit", false, "guard_role_edit", HELD, ANYBODY),
                        broken("grant", true, "guard_role_grant", HELD, ANYBODY),
                        broken("group membership", false, "guard_group_member", HELD, ANYBODY),
                        broken("branch", false, "guard_branch", HELD, ANYBODY),
                        broken(
                                "invitation",
                                false,
                                "accept_invitation",
                                "case when asked.invited_by is null then 'yes' else '' end",
                                "'yes'",
                                "accept_invitation",
                                "asked.branch_id, asked.invited_by)",
                                "asked.branch_id, null)"),
                        broken(
                                "key for somebody else",
                                false,
                                "guard_delegate",
                                "actor <> it.delegator_id and",
                                "false and",
                                "guard_delegate",
                                "and k.created_by = it.delegator_id",
                                ""),
                        broken(
                                "key with somebody's id",
                                true,
                                "guard_api_key",
                                "if exists (select from tenancy.member",
                                "if false and exists (select from tenancy.member"),
                        broken(
                                "impersonation by support",
                                false,
                                "guard_impersonation",
                                "if of_level = 'SUPPORT' and",
                                "if false and"),
                        broken(
                                "impersonation by whom may not",
                                false,
                                "guard_impersonation",
                                "or of_level = 'BILLING_READ'",
                                ""),
                        broken("owner transfer", false, "keep_an_owner", "if not exists", "if false and not exists"),
                        broken(
                                "demotion of a higher one",
                                false,
                                "guard_role_grant",
                                "if it.principal_id = actor then",
                                "if true then"),
                        broken(
                                "removal of a member",
                                true,
                                "strip_member",
                                "role_grant g where g.tenant_id",
                                "role_grant g where false and g.tenant_id"),
                        broken(
                                "rights in store",
                                false,
                                "is_principal",
                                " and m.account_id = who and m.status = 'ACTIVE'",
                                ""),
                        broken(
                                "mailed link",
                                false,
                                "account_reset_password",
                                "and l.purpose = 'PASSWORD_RESET'",
                                "",
                                "account_reset_password",
                                "and a.email = link.email",
                                ""),
                        broken("password reset from inside", true, "require_no_tenant", "<> ''", "= 'never'"))
                .filter(one -> FULL || one.usual);
    }

    @BeforeAll
    static void prepare() throws Exception {
        EscalationPropertyTest.operators();
        TenancyDatabase.run(
                database.superuser(),
                "create function tenancy.anybody_may(uuid, uuid, text[], uuid) returns void language sql as ''",
                "grant execute on function tenancy.anybody_may(uuid, uuid, text[], uuid) to public");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void pathWithoutProtectionIsFound(Broken broken) throws Exception {
        Map<String, String> whole = new LinkedHashMap<>();
        for (Edit edit : broken.edits) {
            String text = text(edit.function);
            whole.putIfAbsent(edit.function, text);
            assertThat(text).contains(edit.from);
            TenancyDatabase.run(database.superuser(), text.replace(edit.from, edit.to));
        }
        try {
            int steps = untilCaught();
            System.out.printf("%-32s found within %d steps%n", broken.path, steps);
        } finally {
            TenancyDatabase.run(database.superuser(), whole.values().toArray(String[]::new));
        }
    }

    private static int untilCaught() throws Exception {
        for (int world = 0; world < WORLDS; world++) {
            try {
                new EscalationWorld(database, tenant(), new Random(17 + world)).walk(STEPS);
            } catch (AssertionError found) {
                return (world + 1) * STEPS;
            }
        }
        return fail("nothing was found in %d steps", WORLDS * STEPS);
    }

    private static String text(String function) throws SQLException {
        return TenancyDatabase.ask(
                        database.superuser(),
                        "select pg_get_functiondef(p.oid) from pg_proc p where p.pronamespace = 'tenancy'::regnamespace"
                                + " and p.proname = '" + function + "'")
                .get(0);
    }
}
