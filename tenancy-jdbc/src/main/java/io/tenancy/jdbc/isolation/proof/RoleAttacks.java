package io.tenancy.jdbc.isolation.proof;

import static io.tenancy.jdbc.isolation.proof.ProofVerdict.held;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notApplicable;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notProved;

import io.tenancy.jdbc.internal.catalog.Role;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** What the application's role could become, and what a login of it finds set already. */
final class RoleAttacks {
    private final Trial trial;
    private final Role app;
    private final Context context;

    RoleAttacks(Trial trial) {
        this.trial = trial;
        this.app = trial.ground().catalog().app();
        this.context = trial.ground().asAttacker();
    }

    void carryOut(Consumer<ProofVerdict> verdicts) throws SQLException {
        Set<Long> becomes = trial.ground().catalog().roles().becomes(app.oid());
        if (becomes.size() == 1) {
            verdicts.accept(notApplicable(app.sql(), Attack.BECOME, "it is member of no role"));
        }
        for (long role : becomes) {
            if (role != app.oid()) {
                verdicts.accept(become(trial.ground().catalog().roles().get(role)));
            }
        }
        verdicts.accept(escalate());
        verdicts.accept(login());
    }

    private ProofVerdict become(Role role) throws SQLException {
        for (Target target : trial.ground().targets().values()) {
            List<String> reads = List.of(
                    "select 1 from " + target.sql() + " where " + target.whose(target.foreignTenant()),
                    "alter table " + target.sql() + " disable row level security");
            for (String sql : reads) {
                Scene scene = Scene.of(context, "set local role " + role.sql(), sql);
                Answer answer = trial.play(scene);
                if (answer.reached() || (!answer.failed() && sql.startsWith("alter"))) {
                    return trial.leaked(
                            app.sql(),
                            Attack.BECOME,
                            "as " + role.name() + " it passes the policies of " + target.sql(),
                            target.oid(),
                            scene);
                }
            }
        }
        return held(app.sql(), Attack.BECOME, "as " + role.name() + " it sees no more", "set local role " + role.sql());
    }

    private ProofVerdict escalate() throws SQLException {
        List<String> grants = List.of(
                "alter role " + app.sql() + " bypassrls",
                "grant tenancy_owner to " + app.sql(),
                "grant tenancy_control to " + app.sql(),
                "grant tenancy_migrator to " + app.sql(),
                "create role tenancy_proof bypassrls role " + app.sql());
        for (String sql : grants) {
            Scene scene = Scene.of(context, sql);
            Answer answer = trial.play(scene);
            if (!answer.failed()) {
                return trial.leaked(app.sql(), Attack.ESCALATE, "it gives itself what no policy binds", 0L, scene);
            }
            if (!answer.refused() && !answer.state().equals("42704")) {
                return notProved(app.sql(), Attack.ESCALATE, Trial.why(answer), sql);
            }
        }
        return held(app.sql(), Attack.ESCALATE, "refused: no right to any of it", String.join(";\n", grants));
    }

    /** A login that finds a tenant set works in it without anybody having bound one. */
    private ProofVerdict login() throws SQLException {
        String found = trial.ground().login();
        if (found == null || found.isEmpty()) {
            return held(app.sql(), Attack.MISSING_CONTEXT, "a fresh login has no tenant", "show tenancy.tenant_id");
        }
        String setting = "select set_config('tenancy.tenant_id', '" + found.replace("'", "''") + "', true)";
        for (Target target : trial.ground().targets().values()) {
            if (target.tenant().type().equals("uuid") && target.ownSpare() != null) {
                Row row = Objects.requireNonNull(target.ownSpare())
                        .with(target.tenant().sql(), "'" + found.replace("'", "''") + "'");
                Scene scene = Scene.of(
                        Context.empty().and(setting),
                        target.insert(row),
                        "select * from " + target.sql() + " where "
                                + target.whose(row.get(target.tenant().sql())));
                if (trial.play(scene).reached()) {
                    return trial.leaked(
                            app.sql(),
                            Attack.MISSING_CONTEXT,
                            "a fresh login works in a tenant that nobody bound",
                            target.oid(),
                            scene);
                }
            }
        }
        return held(app.sql(), Attack.MISSING_CONTEXT, "what a fresh login has set is no tenant of any table", setting);
    }
}
