package io.tenancy.jdbc.isolation.proof;

import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notApplicable;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notProved;

import io.tenancy.jdbc.internal.catalog.Index;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Rows that are written with the other tenant in them. */
final class InsertAttacks {
    private static final List<Attack> ALL = List.of(Attack.INSERT, Attack.UPSERT, Attack.COPY_IN, Attack.SIDE_EFFECT);

    private final Trial trial;
    private final Target target;
    private final Context context;

    InsertAttacks(Trial trial, Target target) {
        this.trial = trial;
        this.target = target;
        this.context = trial.ground().asAttacker();
    }

    void carryOut(Consumer<ProofVerdict> verdicts) throws SQLException {
        if (!target.canSpare()) {
            ALL.forEach(attack ->
                    verdicts.accept(notProved(target.sql(), attack, "no further row of it could be synthesised", "")));
            return;
        }
        Row own = Objects.requireNonNull(target.ownSpare());
        Row foreign = Objects.requireNonNull(target.foreignSpare());
        verdicts.accept(row(Attack.INSERT, target.insert(foreign), target.insert(own)));
        verdicts.accept(upsert());
        verdicts.accept(row(Attack.COPY_IN, copy(foreign), copy(own)));
        verdicts.accept(sideEffect(own));
    }

    private ProofVerdict row(Attack attack, String foreign, String own) throws SQLException {
        return trial.byRow(
                attack,
                target,
                Scene.of(context, foreign).after(target.room()).watching(Set.of(target.oid())),
                Scene.of(context, own).after(target.room()));
    }

    private ProofVerdict upsert() throws SQLException {
        String change = target.harmless()
                .map(Field::sql)
                .map(column -> " do update set " + column + " = excluded." + column)
                .orElse(" do nothing");
        String arbiter = trial.ground().catalog().indexesOf(target.oid()).stream()
                .filter(index -> index.unique() && index.valid() && index.predicate() == null)
                .filter(index -> index.columns().stream().allMatch(number -> number > 0))
                // The primary key first: with a null in another unique index a row conflicts there with nothing.
                .min(Comparator.comparing(index -> index.constraintKind() != 'p'))
                .map(this::columns)
                .orElse(null);
        if (arbiter == null) {
            return notApplicable(target.sql(), Attack.UPSERT, "nothing is unique that ON CONFLICT could name");
        }
        String clause = " on conflict (" + arbiter + ")" + change;
        Scene wanted =
                Scene.of(context, target.insert(target.foreign()) + clause).watching(Set.of(target.oid()));
        return trial.byRow(Attack.UPSERT, target, wanted, Scene.of(context, target.insert(target.own()) + clause));
    }

    private String columns(Index index) {
        return index.columns().stream()
                .map(number -> target.field(number).sql())
                .collect(Collectors.joining(", "));
    }

    /** Values as text, the way COPY takes them, from literals as SQL takes them. */
    private String copy(Row row) {
        List<Field> written =
                target.fields().stream().filter(field -> !field.generated()).toList();
        return "copy " + target.sql() + " ("
                + written.stream().map(Field::sql).collect(Collectors.joining(", "))
                + ") from stdin with (format csv, null '\\N')\n"
                + written.stream().map(field -> csv(row.get(field.sql()))).collect(Collectors.joining(",")) + "\n";
    }

    private static String csv(String literal) {
        if (literal.equals("null")) {
            return "\\N";
        }
        boolean escaped = literal.startsWith("E'");
        String text = literal.substring(escaped ? 2 : 1, literal.length() - 1).replace("''", "'");
        return '"' + (escaped ? text.replace("\\\\", "\\") : text).replace("\"", "\"\"") + '"';
    }

    /** Whatever triggers and rules do on own writes, rows of the other tenant stay as they are, in every table. */
    private ProofVerdict sideEffect(Row own) throws SQLException {
        List<String> writes = target.harmless()
                .map(Field::sql)
                .map(column -> List.of(
                        target.insert(own),
                        "update " + target.sql() + " set " + column + " = " + column + mine(),
                        "delete from " + target.sql() + mine()))
                .orElse(List.of(target.insert(own), "delete from " + target.sql() + mine()));
        boolean carriedOut = false;
        for (String write : writes) {
            Scene scene = Scene.of(context, write)
                    .after(write.startsWith("insert") ? target.room() : List.of())
                    .watching(trial.ground().targets().keySet());
            Answer answer = trial.play(scene);
            if (!answer.touched().isEmpty()) {
                return trial.leaked(target.sql(), Attack.SIDE_EFFECT, Trial.touched(answer), target.oid(), scene);
            }
            carriedOut |= !answer.failed();
        }
        return carriedOut
                ? ProofVerdict.held(
                        target.sql(), Attack.SIDE_EFFECT, "only own rows changed", String.join(";\n", writes))
                : notApplicable(target.sql(), Attack.SIDE_EFFECT, "the application cannot write own rows");
    }

    private String mine() {
        return target.tenant().selectable() ? " where " + target.whose(target.ownTenant()) : "";
    }
}
