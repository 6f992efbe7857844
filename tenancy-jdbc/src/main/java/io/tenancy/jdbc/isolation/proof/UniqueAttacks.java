package io.tenancy.jdbc.isolation.proof;

import static io.tenancy.jdbc.isolation.proof.ProofVerdict.held;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notApplicable;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notProved;

import io.tenancy.jdbc.internal.catalog.Index;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Unique keys, which know no policies either: an own row with a value that the other tenant has must be taken like any other. Where it
 * is not, the error tells that the value is there, and whoever comes first keeps everybody else from it.
 */
final class UniqueAttacks {
    private final Trial trial;
    private final Target target;
    private final Context context;

    UniqueAttacks(Trial trial, Target target) {
        this.trial = trial;
        this.target = target;
        this.context = trial.ground().asAttacker();
    }

    void carryOut(Consumer<ProofVerdict> verdicts) throws SQLException {
        List<Index> over = trial.ground().catalog().indexesOf(target.oid()).stream()
                .filter(index -> index.unique() || index.exclusion())
                .filter(index -> !index.columns().contains(target.tenant().number()))
                .toList();
        if (target.relation().partition()) {
            verdicts.accept(notApplicable(target.sql(), Attack.UNIQUE_PROBE, "the parent's keys are probed"));
            return;
        }
        if (target.full()) {
            verdicts.accept(notApplicable(target.sql(), Attack.UNIQUE_PROBE, "it holds one row of a tenant"));
            return;
        }
        if (over.isEmpty()) {
            verdicts.accept(probe("of its values", ofTheOther(Set.of())));
        }
        for (Index index : over) {
            if (isGuessProof(index)) {
                verdicts.accept(notApplicable(
                        target.sql(),
                        Attack.UNIQUE_PROBE,
                        "the values of " + name(index) + " are uuids, which nobody guesses"));
            } else {
                verdicts.accept(probe(name(index), values(index, over)));
            }
        }
    }

    private static String name(Index index) {
        return index.constraint() == null ? index.sql() : index.constraint();
    }

    private boolean isGuessProof(Index index) {
        return index.constraintKind() == 'p'
                && index.columns().stream()
                        .allMatch(number ->
                                number > 0 && target.field(number).type().equals("uuid"));
    }

    private ProofVerdict probe(String what, Row row) throws SQLException {
        if (!target.canSpare()) {
            return notProved(target.sql(), Attack.UNIQUE_PROBE, "no further row of it could be synthesised", "");
        }
        Scene alone = Scene.of(context, target.insert(row));
        Scene wanted = alone.after(target.insert(target.foreignSpare()));
        Answer answer = trial.play(wanted);
        if (!answer.prepared()) {
            return notProved(target.sql(), Attack.UNIQUE_PROBE, Trial.why(answer), wanted.statement());
        }
        if (answer.duplicate() && !trial.play(alone).duplicate()) {
            return trial.leaked(
                    target.sql(),
                    Attack.UNIQUE_PROBE,
                    "the error tells that the value is there: SQLSTATE " + answer.text(),
                    target.oid(),
                    wanted);
        }
        Answer own = trial.play(Scene.of(context, target.insert(target.ownSpare())));
        if (own.failed() && !own.refused()) {
            return notProved(
                    target.sql(),
                    Attack.UNIQUE_PROBE,
                    "an own row is not taken either: " + Trial.why(own),
                    wanted.statement());
        }
        if (answer.refused()) {
            return held(target.sql(), Attack.UNIQUE_PROBE, Trial.why(answer), wanted.statement());
        }
        // Keys are checked one after the other, and foreign keys last: whatever came up, it was no duplicate.
        return answer.failed() && !answer.duplicate() && !answer.state().equals("23503")
                ? notProved(target.sql(), Attack.UNIQUE_PROBE, Trial.why(answer), wanted.statement())
                : held(target.sql(), Attack.UNIQUE_PROBE, "no duplicate " + what, wanted.statement());
    }

    /** An own row with what the other tenant has in this key. Expressions and predicates may look at any column. */
    private Row values(Index index, List<Index> over) {
        if (index.predicate() == null && index.columns().stream().allMatch(number -> number > 0)) {
            Row row = Objects.requireNonNullElse(target.ownSpare(), target.own());
            for (int number : index.columns()) {
                String column = target.field(number).sql();
                row = row.with(column, foreign().get(column));
            }
            return row;
        }
        return ofTheOther(over.stream()
                .filter(other -> !other.equals(index))
                .flatMap(other -> other.columns().stream())
                .filter(number -> !index.columns().contains(number))
                .collect(Collectors.toSet()));
    }

    private Row foreign() {
        return Objects.requireNonNullElse(target.foreignSpare(), target.foreign());
    }

    /** Everything that the other tenant's row has, under the own tenant; foreign keys lead to own rows. */
    private Row ofTheOther(Set<Integer> except) {
        Row own = Objects.requireNonNullElse(target.ownSpare(), target.own());
        Row row = foreign().with(target.tenant().sql(), target.ownTenant());
        Set<Integer> keys = trial.ground().keysFrom(target.oid()).stream()
                .flatMap(key -> key.columns().stream())
                .collect(Collectors.toSet());
        for (Field field : target.fields()) {
            if (except.contains(field.number()) || keys.contains(field.number())) {
                row = row.with(field.sql(), own.get(field.sql()));
            }
        }
        return row;
    }
}
