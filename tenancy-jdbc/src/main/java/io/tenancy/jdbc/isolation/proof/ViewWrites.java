package io.tenancy.jdbc.isolation.proof;

import static io.tenancy.jdbc.isolation.proof.ProofVerdict.held;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notApplicable;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notProved;

import io.tenancy.jdbc.internal.catalog.Relation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Writes through one view to the table under it. */
final class ViewWrites {
    private final Trial trial;
    private final Relation view;
    private final Optional<Target> under;

    ViewWrites(Trial trial, Relation view, List<Long> reads) {
        this.trial = trial;
        this.view = view;
        this.under =
                reads.size() == 1 ? Optional.ofNullable(trial.ground().targets().get(reads.get(0))) : Optional.empty();
    }

    void carryOut(Consumer<ProofVerdict> verdicts) throws SQLException {
        List<Field> shown = trial.ground().fieldsOf(view.oid());
        boolean byTenant = under.isPresent()
                && shown.stream()
                        .anyMatch(
                                field -> field.sql().equals(under.get().tenant().sql()));
        verdicts.accept(
                byTenant
                        ? write(under.get(), shown)
                        : notApplicable(view.sql(), Attack.VIEW_WRITE, "it is no view of one table with its tenants"));
    }

    private ProofVerdict write(Target target, List<Field> shown) throws SQLException {
        List<String> writes = writes(target, shown);
        Answer last = null;
        boolean carriedOut = false;
        for (String write : writes) {
            Scene scene = Scene.of(trial.ground().asAttacker(), write).watching(Set.of(target.oid()));
            last = trial.play(scene);
            if (!last.touched().isEmpty()) {
                return trial.leaked(view.sql(), Attack.VIEW_WRITE, Trial.touched(last), target.oid(), scene);
            }
            carriedOut |= !last.failed() || last.refused();
        }
        String statement = String.join(";\n", writes);
        return carriedOut
                ? held(view.sql(), Attack.VIEW_WRITE, "no row of the other tenant changed", statement)
                : notProved(
                        view.sql(),
                        Attack.VIEW_WRITE,
                        last == null ? "no further row could be synthesised" : Trial.why(last),
                        statement);
    }

    private List<String> writes(Target target, List<Field> shown) {
        String where = " where " + target.whose(target.foreignTenant());
        List<String> writes = new ArrayList<>();
        if (target.foreignSpare() != null) {
            writes.add(target.foreignSpare().insert(view.sql(), written(target, shown)));
        }
        writes.add("delete from " + view.sql() + where);
        target.harmless()
                .map(Field::sql)
                .ifPresent(column -> writes.add("update " + view.sql() + " set " + column + " = " + column + where));
        return writes;
    }

    /** The columns that both have under the same name. */
    private static List<Field> written(Target target, List<Field> shown) {
        return target.fields().stream()
                .filter(field -> shown.stream().anyMatch(other -> other.sql().equals(field.sql())))
                .toList();
    }
}
