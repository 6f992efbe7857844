package io.tenancy.jdbc.isolation.proof;

import static io.tenancy.jdbc.isolation.proof.ProofVerdict.held;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notApplicable;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notProved;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Judges attacks. An attack is held if it gets from the other tenant's rows what it gets from rows that are not there, and if the same
 * statement reaches own rows: a statement that reaches nothing at all proves nothing.
 */
final class Trial {
    private final Stage stage;
    private final Ground ground;
    private final Scripts scripts;

    Trial(Stage stage, Ground ground, Scripts scripts) {
        this.stage = stage;
        this.ground = ground;
        this.scripts = scripts;
    }

    Stage stage() {
        return stage;
    }

    Ground ground() {
        return ground;
    }

    Answer play(Scene scene) throws SQLException {
        return stage.play(scene);
    }

    ProofVerdict leaked(String object, Attack attack, String reason, long table, Scene scene) {
        return leaked(object, attack, reason, ground.neighbours(table), scene);
    }

    ProofVerdict leaked(String object, Attack attack, String reason, Set<Long> tables, Scene scene) {
        List<String> script = new ArrayList<>(scripts.rowsFor(tables));
        script.addAll(scene.before());
        script.add(scene.context().sql());
        script.add(stage.actor().enter());
        script.addAll(scene.statements());
        return new ProofVerdict(object, attack, Outcome.LEAKED, reason, String.join("; ", scene.statements()), script);
    }

    static String touched(Answer answer) {
        Set<String> tables = new TreeSet<>(answer.touched());
        return "rows of the other tenant changed in " + String.join(", ", tables);
    }

    static String why(Answer answer) {
        if (answer.refusedByPolicy()) {
            return "refused by a policy";
        }
        return answer.refused() ? "refused: " + answer.message() : "SQLSTATE " + answer.text();
    }

    /**
     * An attack that names whose rows it wants.
     *
     * @param attack what is attempted
     * @param target the table
     * @param command what policies call it: r, a, w or d
     * @param scene the attack, by the condition that says whose rows
     * @return how it ended
     */
    ProofVerdict byOwner(Attack attack, Target target, char command, Function<String, Scene> scene)
            throws SQLException {
        Scene wanted = scene.apply(target.whose(target.foreignTenant()));
        Answer answer = play(wanted);
        if (answer.reached() || !answer.touched().isEmpty()) {
            String reason =
                    answer.touched().isEmpty() ? "the statement reached rows of the other tenant" : touched(answer);
            return leaked(target.sql(), attack, reason, target.oid(), wanted);
        }
        if (answer.refused()) {
            return held(target.sql(), attack, why(answer), wanted.statement());
        }
        if (answer.failed()) {
            return failed(attack, target, scene, wanted, answer);
        }
        Answer own = play(scene.apply(target.whose(target.ownTenant())));
        if (own.rows() > 0 || (own.failed() && !own.outOfTime())) {
            return held(target.sql(), attack, "no row reached", wanted.statement());
        }
        return ground.opens(target.relation(), command)
                ? notProved(target.sql(), attack, "it does not reach own rows either", wanted.statement())
                : notApplicable(target.sql(), attack, "no policy opens the table for it");
    }

    /** It failed, which is held only where it fails for everybody alike, and then says nothing. */
    private ProofVerdict failed(
            Attack attack, Target target, Function<String, Scene> scene, Scene wanted, Answer answer)
            throws SQLException {
        Answer nobody = play(scene.apply(target.whose(target.nobody())));
        if (!nobody.failed() && !answer.outOfTime()) {
            return leaked(
                    target.sql(),
                    attack,
                    "it fails only because the other tenant's rows are there: SQLSTATE " + answer.text(),
                    target.oid(),
                    wanted);
        }
        return answer.state().equals("0A000")
                ? notApplicable(target.sql(), attack, answer.message())
                : notProved(target.sql(), attack, why(answer), wanted.statement());
    }

    /**
     * An attack that writes a row with the other tenant in it.
     *
     * @param attack what is attempted
     * @param target the table
     * @param wanted the attack
     * @param control the same with the attacker in it
     * @return how it ended
     */
    ProofVerdict byRow(Attack attack, Target target, Scene wanted, Scene control) throws SQLException {
        Answer answer = play(wanted);
        if (!answer.touched().isEmpty()) {
            return leaked(target.sql(), attack, touched(answer), target.oid(), wanted);
        }
        if (!answer.prepared() || answer.outOfTime()) {
            return notProved(target.sql(), attack, why(answer), wanted.statement());
        }
        if (answer.refused() && !answer.refusedByPolicy()) {
            return held(target.sql(), attack, why(answer), wanted.statement());
        }
        if (answer.state().equals("0A000") && answer.message().contains("row-level security")) {
            return held(target.sql(), attack, "refused: " + answer.message(), wanted.statement());
        }
        Answer own = play(control);
        if (own.failed() && own.state().equals("0A000")) {
            return notApplicable(target.sql(), attack, own.message());
        }
        if (own.failed()) {
            return ground.opens(target.relation(), 'a')
                    ? notProved(target.sql(), attack, "an own row is not taken either: " + why(own), wanted.statement())
                    : notApplicable(target.sql(), attack, "no policy opens the table for it");
        }
        if (!answer.failed()) {
            return held(target.sql(), attack, "the row did not get there", wanted.statement());
        }
        return answer.refused()
                ? held(target.sql(), attack, why(answer), wanted.statement())
                : notProved(target.sql(), attack, why(answer), wanted.statement());
    }

    /**
     * What takes a right over the object that the application should not have; done is lost.
     *
     * @param object the object
     * @param attack what is attempted
     * @param reason what it means that it was done
     * @param table the table whose rows it is about
     * @param scene the attack
     * @return how it ended
     */
    ProofVerdict byRight(String object, Attack attack, String reason, long table, Scene scene) throws SQLException {
        Answer answer = play(scene);
        if (!answer.failed()) {
            return leaked(object, attack, reason, table, scene);
        }
        return answer.refused()
                ? held(object, attack, why(answer), scene.statement())
                : notProved(object, attack, why(answer), scene.statement());
    }
}
