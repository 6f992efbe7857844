package io.tenancy.jdbc.isolation.proof;

import static io.tenancy.jdbc.isolation.proof.ProofVerdict.held;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notApplicable;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notProved;

import io.tenancy.jdbc.internal.catalog.Index;
import io.tenancy.jdbc.internal.catalog.Surroundings;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Rights over one table as a whole: to empty it, drop it, alter it, hang something on it. */
final class RightAttacks {
    private final Trial trial;
    private final Target target;
    private final Context context;

    RightAttacks(Trial trial, Target target) {
        this.trial = trial;
        this.target = target;
        this.context = trial.ground().asAttacker();
    }

    void carryOut(Consumer<ProofVerdict> verdicts) throws SQLException {
        String table = target.sql();
        verdicts.accept(truncate());
        verdicts.accept(right(
                Attack.ALTER_TABLE,
                "row level security can be switched off",
                "alter table " + table + " disable row level security"));
        verdicts.accept(right(Attack.DROP_TABLE, "all tenants' rows are gone", "drop table " + table + " cascade"));
        // A function that every database has, and that changes what other tenants' updates do.
        verdicts.accept(right(
                Attack.TRIGGER,
                "a trigger of the application's own runs on all tenants' rows",
                "create trigger tenancy_proof before update on " + table
                        + " for each row execute function pg_catalog.suppress_redundant_updates_trigger()"));
        verdicts.accept(references());
    }

    private ProofVerdict right(Attack attack, String reason, String sql) throws SQLException {
        return trial.byRight(target.sql(), attack, reason, target.oid(), Scene.of(context, sql));
    }

    private ProofVerdict truncate() throws SQLException {
        ProofVerdict alone = right(Attack.TRUNCATE, "all tenants' rows are gone", "truncate " + target.sql());
        // Not empty for good: other tables refer to it.
        return alone.outcome() == Outcome.NOT_PROVED && alone.reason().contains("0A000")
                ? right(Attack.TRUNCATE, "all tenants' rows are gone", "truncate " + target.sql() + " cascade")
                : alone;
    }

    private ProofVerdict references() throws SQLException {
        Optional<String> schema = trial.ground().catalog().surroundings().schemas().stream()
                .filter(Surroundings.Schema::creatable)
                .map(Surroundings.Schema::sql)
                .findFirst();
        Optional<Index> key = trial.ground().catalog().indexesOf(target.oid()).stream()
                .filter(index -> index.unique() && index.predicate() == null)
                .filter(index -> index.columns().stream().allMatch(number -> number > 0))
                .findFirst();
        if (schema.isEmpty() || key.isEmpty()) {
            return notApplicable(
                    target.sql(),
                    Attack.REFERENCES,
                    schema.isEmpty()
                            ? "the application may make a table nowhere"
                            : "nothing in it is unique that a key could refer to");
        }
        List<Field> columns = key.get().columns().stream().map(target::field).toList();
        String names = columns.stream().map(Field::sql).collect(Collectors.joining(", "));
        Scene scene = Scene.of(
                context,
                "create table " + schema.get() + ".tenancy_proof ("
                        + columns.stream()
                                .map(field -> field.sql() + " " + field.type())
                                .collect(Collectors.joining(", "))
                        + ", foreign key (" + names + ") references " + target.sql() + " (" + names + "))");
        Answer answer = trial.play(scene);
        if (!answer.failed()) {
            return trial.leaked(
                    target.sql(), Attack.REFERENCES, "keys of all tenants can be probed", target.oid(), scene);
        }
        return answer.refused()
                ? held(target.sql(), Attack.REFERENCES, Trial.why(answer), scene.statement())
                : notProved(target.sql(), Attack.REFERENCES, Trial.why(answer), scene.statement());
    }
}
