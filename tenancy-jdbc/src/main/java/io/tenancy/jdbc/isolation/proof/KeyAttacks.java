package io.tenancy.jdbc.isolation.proof;

import static io.tenancy.jdbc.isolation.proof.ProofVerdict.held;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notProved;

import io.tenancy.jdbc.internal.catalog.ForeignKey;
import io.tenancy.jdbc.internal.catalog.Relation;
import io.tenancy.jdbc.isolation.proof.Ground.SharedTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Foreign keys, which know no policies: rows that refer across, and what follows when the row referred to goes. */
final class KeyAttacks {
    private static final String AT_ONCE = "set constraints all immediate";

    private final Trial trial;
    private final Target target;
    private final Context context;

    KeyAttacks(Trial trial, Target target) {
        this.trial = trial;
        this.target = target;
        this.context = trial.ground().asAttacker();
    }

    void carryOut(Consumer<ProofVerdict> verdicts) throws SQLException {
        for (ForeignKey key : trial.ground().keysFrom(target.oid())) {
            Target parent = trial.ground().targets().get(key.to());
            if (parent != null) {
                verdicts.accept(probe(key, parent));
            }
        }
        for (ForeignKey key : trial.ground().keysTo(target.oid())) {
            if (key.acts()) {
                verdicts.accept(cascade(key));
            }
        }
    }

    /** An own row that refers to a row of the other tenant, and one that refers to nothing: both must be refused alike. */
    private ProofVerdict probe(ForeignKey key, Target parent) throws SQLException {
        if (!target.canSpare() || !parent.canSpare()) {
            return notProved(target.sql(), Attack.FOREIGN_KEY_PROBE, "no further row could be synthesised", "");
        }
        Row own = Objects.requireNonNull(target.ownSpare());
        Scene wanted = insert(referring(key, own, parent, parent.foreign()));
        Answer answer = trial.play(wanted);
        if (!answer.failed()) {
            return trial.leaked(
                    target.sql(),
                    Attack.FOREIGN_KEY_PROBE,
                    "key " + key.sql() + " takes a row of the other tenant",
                    target.oid(),
                    wanted);
        }
        if (answer.refused()) {
            return held(target.sql(), Attack.FOREIGN_KEY_PROBE, Trial.why(answer), wanted.statement());
        }
        Answer absent = trial.play(insert(referring(key, own, parent, Objects.requireNonNull(parent.foreignSpare()))));
        Answer control = trial.play(insert(own));
        if (!answer.state().equals("23503") || !answer.text().equals(absent.text())) {
            return notProved(target.sql(), Attack.FOREIGN_KEY_PROBE, Trial.why(answer), wanted.statement());
        }
        return control.failed()
                ? notProved(
                        target.sql(),
                        Attack.FOREIGN_KEY_PROBE,
                        "an own row is not taken either: " + Trial.why(control),
                        wanted.statement())
                : held(
                        target.sql(),
                        Attack.FOREIGN_KEY_PROBE,
                        "key " + key.sql() + " refuses it like a row that is not there",
                        wanted.statement());
    }

    private Scene insert(Row row) {
        return Scene.of(context, AT_ONCE, target.insert(row)).after(target.room());
    }

    /** The row with this key pointing at that row, its own tenant left as it is. */
    private Row referring(ForeignKey key, Row row, Target parent, Row to) {
        Row referring = row;
        for (int i = 0; i < key.columns().size(); i++) {
            Field column = target.field(key.columns().get(i));
            if (!column.equals(target.tenant())) {
                referring = referring.with(
                        column.sql(), to.get(parent.field(key.targets().get(i)).sql()));
            }
        }
        return referring;
    }

    /** Plants a row of somebody else under an own one, as whoever sees all rows, and lets the application remove its own. */
    private ProofVerdict cascade(ForeignKey key) throws SQLException {
        String object = target.sql();
        String child = child(key);
        if (child == null || target.ownSpare() == null) {
            return notProved(object, Attack.CASCADE, "no row for key " + key.sql() + " could be synthesised", "");
        }
        Scene wanted = new Scene(before(key, child), context, List.of(act(key, target.ownSpare())), Set.of(key.from()));
        Answer answer = trial.play(wanted);
        if (!answer.touched().isEmpty()) {
            return trial.leaked(
                    object, Attack.CASCADE, Trial.touched(answer) + ", along key " + key.sql(), target.oid(), wanted);
        }
        if (!answer.prepared()) {
            return answer.state().equals("23503")
                    ? held(object, Attack.CASCADE, "key " + key.sql() + " takes no row of another tenant", child)
                    : notProved(object, Attack.CASCADE, Trial.why(answer), child);
        }
        if (answer.refused()) {
            return held(object, Attack.CASCADE, Trial.why(answer), wanted.statement());
        }
        return answer.reached()
                ? held(object, Attack.CASCADE, "the row that refers to it stayed as it was", wanted.statement())
                : notProved(
                        object,
                        Attack.CASCADE,
                        "the own row was not reached" + (answer.failed() ? ": " + Trial.why(answer) : ""),
                        wanted.statement());
    }

    private List<String> before(ForeignKey key, String child) {
        List<String> before = new ArrayList<>(List.of(AT_ONCE));
        Target tenants = trial.ground().targets().get(key.from());
        if (tenants != null) {
            before.addAll(tenants.room());
        }
        before.addAll(target.room());
        before.add(target.insert(target.ownSpare()));
        before.add(child);
        return before;
    }

    /** A row that refers to the attacker's spare one: the other tenant's, or nobody's in a table without tenants. */
    private @Nullable String child(ForeignKey key) {
        Row parent = Objects.requireNonNullElse(target.ownSpare(), target.own());
        Target tenants = trial.ground().targets().get(key.from());
        SharedTable shared = trial.ground().plain().get(key.from());
        Row row = tenants != null ? tenants.foreignSpare() : shared != null ? shared.spare() : null;
        if (row == null) {
            return null;
        }
        List<Field> fields = trial.ground().fieldsOf(key.from());
        for (int i = 0; i < key.columns().size(); i++) {
            int number = key.columns().get(i);
            Field column = fields.stream()
                    .filter(field -> field.number() == number)
                    .findFirst()
                    .orElseThrow();
            if (tenants == null || !column.equals(tenants.tenant())) {
                row = row.with(
                        column.sql(),
                        parent.get(target.field(key.targets().get(i)).sql()));
            }
        }
        Relation from = Objects.requireNonNull(trial.ground().catalog().relation(key.from()));
        return row.insert(from.sql(), fields);
    }

    /** Removes the own row, or changes what others know it by. */
    private String act(ForeignKey key, Row parent) {
        List<Field> columns = key.targets().stream().map(target::field).toList();
        String where = columns.stream()
                .map(field -> field.sql() + " = " + parent.get(field.sql()))
                .collect(Collectors.joining(" and "));
        if ("cnd".indexOf(key.onDelete()) >= 0) {
            return "delete from " + target.sql() + " where " + where;
        }
        Row other = Objects.requireNonNullElse(target.foreignSpare(), target.foreign());
        return "update " + target.sql() + " set "
                + columns.stream()
                        .filter(field -> !field.equals(target.tenant()))
                        .map(field -> field.sql() + " = " + other.get(field.sql()))
                        .collect(Collectors.joining(", "))
                + " where " + where;
    }
}
