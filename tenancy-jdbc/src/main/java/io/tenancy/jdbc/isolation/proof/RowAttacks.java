package io.tenancy.jdbc.isolation.proof;

import static io.tenancy.jdbc.isolation.proof.ProofVerdict.held;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notApplicable;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notProved;

import java.sql.SQLException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads of and writes to the other tenant's rows of one table. */
final class RowAttacks {
    private final Trial trial;
    private final Target target;
    private final Context context;

    RowAttacks(Trial trial, Target target) {
        this.trial = trial;
        this.target = target;
        this.context = trial.ground().asAttacker();
    }

    void carryOut(Consumer<ProofVerdict> verdicts) throws SQLException {
        if (!target.tenant().selectable()) {
            verdicts.accept(blindRead());
            verdicts.accept(blindWrite(Attack.DELETE, "delete from " + target.sql()));
            return;
        }
        String table = target.sql();
        verdicts.accept(read(Attack.READ, where -> "select " + readable() + " from " + table + " where " + where));
        verdicts.accept(
                read(Attack.COUNT, where -> "select 1 where exists (select from " + table + " where " + where + ")"));
        verdicts.accept(read(Attack.LOCK, where -> "select 1 from " + table + " where " + where + " for update"));
        verdicts.accept(read(
                Attack.COPY_OUT,
                where -> "copy (select " + target.tenant().sql() + " from " + table + " where " + where
                        + ") to stdout"));
        verdicts.accept(write(Attack.DELETE, 'd', where -> "delete from " + table + " where " + where));
        if (target.harmless().isPresent()) {
            String same = target.harmless().get().sql();
            verdicts.accept(write(
                    Attack.UPDATE,
                    'w',
                    where -> "update " + table + " set " + same + " = " + same + " where " + where));
            verdicts.accept(write(
                    Attack.MERGE,
                    'w',
                    where -> "merge into " + table + " t using (select 1) one on t." + where
                            + " when matched then update set " + same + " = t." + same));
        } else {
            verdicts.accept(notApplicable(table, Attack.UPDATE, "the application may change no column"));
        }
        verdicts.accept(copyRows());
        verdicts.accept(move());
    }

    private String readable() {
        return target.fields().stream()
                .filter(Field::selectable)
                .map(Field::sql)
                .collect(Collectors.joining(", "));
    }

    private ProofVerdict read(Attack attack, Function<String, String> sql) throws SQLException {
        return trial.byOwner(attack, target, 'r', where -> Scene.of(context, sql.apply(where)));
    }

    private ProofVerdict write(Attack attack, char command, Function<String, String> sql) throws SQLException {
        return trial.byOwner(
                attack,
                target,
                command,
                where -> Scene.of(context, sql.apply(where)).watching(Set.of(target.oid())));
    }

    /** INSERT .. SELECT of whoever's rows as own ones; keys may get in the way of the control, which is as good as a row. */
    private ProofVerdict copyRows() throws SQLException {
        String columns = target.fields().stream()
                .filter(field -> !field.generated())
                .map(Field::sql)
                .collect(Collectors.joining(", "));
        String values = target.fields().stream()
                .filter(field -> !field.generated())
                .map(field -> field.equals(target.tenant()) ? target.ownTenant() : field.sql())
                .collect(Collectors.joining(", "));
        return trial.byOwner(
                Attack.INSERT_SELECT,
                target,
                'a',
                where -> Scene.of(
                        context,
                        "insert into " + target.sql() + " (" + columns + ") overriding system value select " + values
                                + " from " + target.sql() + " where " + where));
    }

    private ProofVerdict move() throws SQLException {
        Field tenant = target.tenant();
        Scene wanted = moveTo(target.foreignTenant());
        Answer answer = trial.play(wanted);
        if (!answer.touched().isEmpty()) {
            return trial.leaked(target.sql(), Attack.MOVE, Trial.touched(answer), target.oid(), wanted);
        }
        if (answer.refused()) {
            return held(target.sql(), Attack.MOVE, Trial.why(answer), wanted.statement());
        }
        if (answer.failed()) {
            return notProved(target.sql(), Attack.MOVE, Trial.why(answer), wanted.statement());
        }
        Answer own = trial.play(moveTo(target.ownTenant()));
        if (own.reached() || own.failed()) {
            return held(target.sql(), Attack.MOVE, "the row stayed", wanted.statement());
        }
        return trial.ground().opens(target.relation(), 'w')
                ? notProved(target.sql(), Attack.MOVE, "it does not reach own rows either", wanted.statement())
                : notApplicable(target.sql(), Attack.MOVE, "no policy opens " + tenant.sql() + " for it");
    }

    private Scene moveTo(String tenant) {
        return Scene.of(
                        context,
                        "update " + target.sql() + " set " + target.tenant().sql() + " = " + tenant + " where "
                                + target.whose(target.ownTenant()))
                .watching(Set.of(target.oid()));
    }

    /** The tenant column cannot be asked for: one more row of the other tenant must not make one more row here. */
    private ProofVerdict blindRead() throws SQLException {
        String columns = readable();
        Scene without = Scene.of(
                context,
                "select count(*) from (select " + (columns.isEmpty() ? "1" : columns) + " from " + target.sql()
                        + ") rows_seen");
        Answer before = trial.play(without);
        if (before.refused()) {
            return held(target.sql(), Attack.READ, Trial.why(before), without.statement());
        }
        if (before.failed() || !target.canSpare()) {
            return notProved(target.sql(), Attack.READ, Trial.why(before), without.statement());
        }
        Scene with = without.after(target.insert(target.foreignSpare()));
        Answer after = trial.play(with);
        if (!after.failed() && !after.value().equals(before.value())) {
            return trial.leaked(
                    target.sql(), Attack.READ, "a new row of the other tenant can be seen", target.oid(), with);
        }
        Answer own = trial.play(without.after(target.insert(target.ownSpare())));
        return !after.failed() && !own.value().equals(before.value())
                ? held(target.sql(), Attack.READ, "no row reached", without.statement())
                : notProved(target.sql(), Attack.READ, "it does not reach own rows either", without.statement());
    }

    private ProofVerdict blindWrite(Attack attack, String sql) throws SQLException {
        Scene wanted = Scene.of(context, sql).watching(Set.of(target.oid()));
        Answer answer = trial.play(wanted);
        if (!answer.touched().isEmpty()) {
            return trial.leaked(target.sql(), attack, Trial.touched(answer), target.oid(), wanted);
        }
        return answer.refused() || answer.reached()
                ? held(target.sql(), attack, answer.failed() ? Trial.why(answer) : "only own rows", sql)
                : notProved(target.sql(), attack, Trial.why(answer), sql);
    }
}
