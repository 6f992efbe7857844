package io.tenancy.jdbc.isolation.proof;

import static io.tenancy.jdbc.isolation.proof.ProofVerdict.held;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notApplicable;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notProved;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a table shows when the tenant is missing, empty, gone, changed, or said in another way. */
final class ContextAttacks {
    /** The empty setting as a uuid or number, and the setting that was never made: loud refusals, which is what they are for. */
    private static final Set<String> LOUD = Set.of("22P02", "42704", "42501");

    private static final Pattern SETTING = Pattern.compile("current_setting\\('([A-Za-z_][A-Za-z0-9_.]*)'");

    private final Trial trial;
    private final Target target;
    private final Context attacker;

    ContextAttacks(Trial trial, Target target) {
        this.trial = trial;
        this.target = target;
        this.attacker = trial.ground().asAttacker();
    }

    void carryOut(Consumer<ProofVerdict> verdicts) throws SQLException {
        otherSettings(verdicts);
        if (!target.tenant().selectable()
                || !trial.play(Scene.of(attacker, own())).reached()) {
            List.of(Attack.EMPTY_CONTEXT, Attack.MISSING_CONTEXT, Attack.NOBODY, Attack.STALE_CONTEXT)
                    .forEach(attack -> verdicts.accept(
                            notApplicable(target.sql(), attack, "the application does not read it by tenant")));
            return;
        }
        verdicts.accept(ask(Attack.EMPTY_CONTEXT, Scene.of(Context.empty(), anybodys())));
        verdicts.accept(ask(Attack.MISSING_CONTEXT, Scene.of(Context.unset(), anybodys())));
        verdicts.accept(
                ask(Attack.NOBODY, Scene.of(trial.ground().as(trial.ground().nobody()), anybodys())));
        verdicts.accept(ask(
                Attack.STALE_CONTEXT,
                Scene.of(
                        Context.empty(),
                        "savepoint tenancy_inner",
                        attacker.sql(),
                        own(),
                        "rollback to savepoint tenancy_inner",
                        anybodys())));
        verdicts.accept(ask(
                Attack.CURSOR,
                Scene.of(
                        attacker,
                        "declare tenancy_cursor cursor for " + foreign(),
                        trial.ground().as(trial.ground().nobody()).sql(),
                        "fetch all from tenancy_cursor")));
        verdicts.accept(cachedPlan());
        verdicts.accept(explain());
        verdicts.accept(rowSecurityOff());
    }

    private String anybodys() {
        return "select 1 from " + target.sql() + " where " + target.tenant().sql() + " in (" + target.ownTenant() + ", "
                + target.foreignTenant() + ")";
    }

    private String own() {
        return "select 1 from " + target.sql() + " where " + target.whose(target.ownTenant());
    }

    private String foreign() {
        return "select 1 from " + target.sql() + " where " + target.whose(target.foreignTenant());
    }

    private ProofVerdict ask(Attack attack, Scene scene) throws SQLException {
        Answer answer = trial.play(scene);
        if (answer.reached()) {
            return trial.leaked(target.sql(), attack, "rows were seen", target.oid(), scene);
        }
        return !answer.failed() || LOUD.contains(answer.state())
                ? held(target.sql(), attack, answer.failed() ? Trial.why(answer) : "no row reached", scene.statement())
                : notProved(target.sql(), attack, Trial.why(answer), scene.statement());
    }

    /** A plan outlives the transaction it was made in. */
    private ProofVerdict cachedPlan() throws SQLException {
        ProofVerdict verdict = ask(
                Attack.CACHED_PLAN,
                Scene.of(
                        attacker,
                        "set local plan_cache_mode = force_generic_plan",
                        "prepare tenancy_plan as " + anybodys(),
                        "execute tenancy_plan",
                        trial.ground().as(trial.ground().nobody()).sql(),
                        "execute tenancy_plan"));
        trial.stage()
                .tidy("do $$ begin if exists (select from pg_prepared_statements where name = 'tenancy_plan') then"
                        + " deallocate tenancy_plan; end if; end $$");
        return verdict;
    }

    /** How many rows a filter removed is told by design; what is in them must not be. */
    private ProofVerdict explain() throws SQLException {
        Scene scene = Scene.of(
                attacker,
                "explain (analyze, verbose, costs off, timing off, summary off) select * from " + target.sql()
                        + " where " + target.whose(target.ownTenant()));
        Answer answer = trial.play(scene);
        if (answer.failed()) {
            return answer.refused()
                    ? held(target.sql(), Attack.EXPLAIN, Trial.why(answer), scene.statement())
                    : notProved(target.sql(), Attack.EXPLAIN, Trial.why(answer), scene.statement());
        }
        return answer.value().contains(target.foreignTenant())
                ? trial.leaked(target.sql(), Attack.EXPLAIN, "the plan names the other tenant", target.oid(), scene)
                : held(target.sql(), Attack.EXPLAIN, "the plan names no foreign value", scene.statement());
    }

    private ProofVerdict rowSecurityOff() throws SQLException {
        return ask(Attack.ROW_SECURITY_OFF, Scene.of(attacker, "set local row_security = off", foreign()));
    }

    /** A policy that reads a setting of another name is only as good as whoever keeps an application from setting that. */
    private void otherSettings(Consumer<ProofVerdict> verdicts) throws SQLException {
        Set<String> settings = new TreeSet<>();
        for (String policy : trial.ground().policyTexts().getOrDefault(target.oid(), List.of())) {
            Matcher names = SETTING.matcher(policy);
            while (names.find()) {
                if (!names.group(1).startsWith("tenancy.")) {
                    settings.add(names.group(1));
                }
            }
        }
        for (String setting : settings) {
            String value = target.foreignTenant().replaceFirst("^E?'", "").replaceFirst("'$", "");
            verdicts.accept(ask(
                    Attack.OTHER_SETTING,
                    Scene.of(attacker, "select set_config('" + setting + "', '" + value + "', true)", foreign())));
        }
    }
}
