package io.tenancy.jdbc.isolation.proof;

import static io.tenancy.jdbc.isolation.proof.ProofVerdict.held;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notApplicable;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notProved;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Functions and procedures with their owner's rights that the application may call. */
final class FunctionAttacks {
    private final List<Callable> callables;
    private final Context nobody;
    private final Map<Callable, Answer> empty = new HashMap<>();

    FunctionAttacks(List<Callable> callables, Context nobody) {
        this.callables = List.copyOf(callables);
        this.nobody = nobody;
    }

    /** What somebody without rows is told before the rows of the proof are made. */
    void lookBefore(Stage stage) throws SQLException {
        for (Callable callable : callables) {
            empty.put(callable, stage.play(Scene.of(nobody, callable.callFor(null))));
        }
    }

    void carryOut(Trial trial, Consumer<ProofVerdict> verdicts) throws SQLException {
        for (Callable callable : callables) {
            verdicts.accept(callable.sql().startsWith("tenancy.") ? registry(trial, callable) : call(trial, callable));
        }
    }

    /**
     * The look-ups of the control plane tell who is bound to nobody about one tenant, by its exact name. They must tell of no other one,
     * neither by a pattern nor by nothing, and tell who is bound to a tenant of that one only.
     */
    private ProofVerdict registry(Trial trial, Callable callable) throws SQLException {
        if (callable.types().size() != 1) {
            return callable.types().isEmpty()
                    ? notApplicable(callable.sql(), Attack.FUNCTION, "it tells a version, and no tenant")
                    : call(trial, callable);
        }
        Context bound = trial.ground().asAttacker();
        List<String> tenant = Planting.ofRegistry(trial.ground().nobody());
        for (String probe : List.of(
                "null", callable.types().get(0).equals("uuid") ? "'00000000-0000-4000-8000-000000000000'" : "'%'")) {
            for (Context context : List.of(bound, Context.empty())) {
                Scene scene = Scene.of(context, callable.with(probe)).after(tenant);
                Answer answer = trial.play(scene);
                if (!answer.failed() && !answer.value().equals("0")) {
                    return leaked(trial, callable, scene, "it tells of tenants that were not asked for");
                }
            }
        }
        boolean answers = false;
        for (String exact : exactNames(trial.ground(), callable.types().get(0))) {
            if (tells(trial.play(Scene.of(Context.empty(), callable.with(exact)).after(tenant)))) {
                answers = true;
                Scene scene = Scene.of(bound, callable.with(exact)).after(tenant);
                if (tells(trial.play(scene))) {
                    return leaked(trial, callable, scene, "it tells who is bound to one tenant of another");
                }
            }
        }
        return answers
                ? held(
                        callable.sql(),
                        Attack.FUNCTION,
                        "it tells of one tenant, by its exact name, and nothing to who is bound to another",
                        callable.with("null"))
                : call(trial, callable);
    }

    private static boolean tells(Answer answer) {
        return !answer.failed() && !answer.value().equals("0");
    }

    /** What the other tenant, or one that was planted, is known by: in the registry, and in the control plane's tenant tables. */
    private static Set<String> exactNames(Ground ground, String type) {
        Set<String> names = new LinkedHashSet<>(Planting.namesInRegistry(ground.nobody(), ground.victim()));
        for (Target target : ground.targets().values()) {
            if (target.relation().schema().equals("tenancy")) {
                target.fields().stream()
                        .filter(field -> field.type().equals(type))
                        .map(field -> target.foreign().get(field.sql()))
                        .filter(value -> !value.equals("null"))
                        .forEach(names::add);
            }
        }
        return names;
    }

    private ProofVerdict call(Trial trial, Callable callable) throws SQLException {
        Answer before = empty.getOrDefault(callable, Answer.failed("", "", false));
        Scene plain = Scene.of(nobody, callable.callFor(null));
        Answer some = trial.play(plain);
        if (callable.isSteady() && differ(before, some)) {
            return leaked(trial, callable, plain, "what it tells depends on rows of the other tenant");
        }
        String planting = Planting.of(trial.ground().targets().values());
        List<Answer> answers = new ArrayList<>();
        for (String sql : callable.calls(trial.ground().targets().values())) {
            Scene scene = Scene.of(trial.ground().asAttacker(), sql)
                    .watching(trial.ground().targets().keySet());
            Answer first = trial.play(scene);
            if (!first.touched().isEmpty()) {
                return leaked(trial, callable, scene, Trial.touched(first));
            }
            Answer again = callable.isSteady() ? first : trial.play(scene);
            Answer second = trial.play(scene.after(planting));
            if (!differ(first, again) && differ(first, second)) {
                return leaked(trial, callable, scene, "what it tells depends on rows of the other tenant");
            }
            answers.add(differ(first, again) ? Answer.failed("", "it answers differently every time", true) : first);
        }
        return verdict(callable, answers, plain.statement());
    }

    private static boolean differ(Answer one, Answer other) {
        return !one.failed() && !other.failed() && !one.value().equals(other.value());
    }

    private static ProofVerdict verdict(Callable callable, List<Answer> answers, String statement) {
        for (Answer answer : answers) {
            if (!answer.failed() && answer.message().isEmpty()) {
                return held(
                        callable.sql(), Attack.FUNCTION, "it tells and changes nothing of the other tenant", statement);
            }
        }
        for (Answer answer : answers) {
            if (answer.refused()) {
                return held(callable.sql(), Attack.FUNCTION, Trial.why(answer), statement);
            }
        }
        return notProved(
                callable.sql(),
                Attack.FUNCTION,
                "it could not be called: "
                        + (answers.isEmpty()
                                ? "no arguments"
                                : answers.get(0).text().strip()),
                statement);
    }

    private static ProofVerdict leaked(Trial trial, Callable callable, Scene scene, String reason) {
        return trial.leaked(
                callable.sql(),
                Attack.FUNCTION,
                reason,
                trial.ground().targets().keySet(),
                Scene.of(scene.context(), callable.show(scene.statement())));
    }
}
