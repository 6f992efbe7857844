package io.tenancy.jdbc.isolation.proof;

import static io.tenancy.jdbc.isolation.proof.ProofVerdict.held;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notApplicable;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notProved;

import io.tenancy.jdbc.internal.catalog.Relation;
import io.tenancy.jdbc.isolation.proof.Ground.SharedTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Tables without tenants, each by the rule of its class: what all tenants read none may write, what is closed none may reach, and what
 * nobody classified must not carry a row from one tenant to the other.
 */
final class PlainTableAttacks {
    private final Trial trial;
    private final Context context;

    PlainTableAttacks(Trial trial) {
        this.trial = trial;
        this.context = trial.ground().asAttacker();
    }

    void carryOut(Consumer<ProofVerdict> verdicts) throws SQLException {
        for (SharedTable table : trial.ground().shared().values()) {
            verdicts.accept(none(
                    table.relation(),
                    Attack.SHARED_WRITE,
                    "what all tenants read can be changed",
                    writes(table.relation())));
        }
        for (Relation table : trial.ground().closed()) {
            List<String> all = new ArrayList<>(List.of("select 1 from " + table.sql() + " limit 1"));
            all.addAll(writes(table));
            verdicts.accept(none(table, Attack.CLOSED, "the application reaches it", all));
        }
        for (SharedTable table : trial.ground().unclassified()) {
            verdicts.accept(channel(table));
        }
    }

    /** Each takes the right to do it and changes no row that is there; the last empties the table, which the savepoint undoes. */
    private List<String> writes(Relation table) {
        List<Field> fields = trial.ground().fieldsOf(table.oid()).stream()
                .filter(field -> !field.generated())
                .toList();
        String columns = fields.stream().map(Field::sql).collect(Collectors.joining(", "));
        List<String> writes = new ArrayList<>();
        if (!fields.isEmpty()) {
            writes.add("insert into " + table.sql() + " (" + columns + ") overriding system value select "
                    + fields.stream().map(field -> "null::" + field.type()).collect(Collectors.joining(", "))
                    + " where false");
            for (Field field : fields) {
                writes.add("update " + table.sql() + " set " + field.sql() + " = null where false");
            }
        }
        writes.add("delete from " + table.sql() + " where false");
        writes.add("truncate " + table.sql());
        writes.add("drop table " + table.sql() + " cascade");
        return writes;
    }

    private ProofVerdict none(Relation table, Attack attack, String reason, List<String> statements)
            throws SQLException {
        ProofVerdict doubt = null;
        for (String sql : statements) {
            Scene scene = Scene.of(context, sql);
            Answer answer = trial.play(scene);
            // Refused for another reason than a missing right: the right is there.
            boolean allowed = !answer.failed() || (answer.state().equals("0A000") && sql.startsWith("truncate"));
            if (allowed) {
                return trial.leaked(table.sql(), attack, reason, table.oid(), scene);
            }
            if (!answer.refused() && !answer.state().equals("428C9")) {
                doubt = notProved(table.sql(), attack, Trial.why(answer), sql);
            }
        }
        return doubt != null
                ? doubt
                : held(table.sql(), attack, "refused: no right to any of it", String.join(";\n", statements));
    }

    /** What one tenant writes the other must not see; without a tenant column there is nothing to keep it. */
    private ProofVerdict channel(SharedTable table) throws SQLException {
        Relation relation = table.relation();
        if (!relation.isWritable()) {
            return notApplicable(
                    relation.sql(), Attack.UNCLASSIFIED, "nobody classified it, but the application only reads it");
        }
        if (!relation.privileges().contains("INSERT")) {
            return none(
                    relation, Attack.UNCLASSIFIED, "a row that every tenant reads can be changed", writes(relation));
        }
        Row row = table.spare();
        if (row == null) {
            return notProved(relation.sql(), Attack.UNCLASSIFIED, "no row of it could be synthesised", "");
        }
        List<Field> fields = trial.ground().fieldsOf(relation.oid());
        String look = "select count(*) from " + relation.sql();
        Context other = trial.ground().as(trial.ground().victim());
        Answer before = trial.play(Scene.of(other, look));
        Scene scene =
                new Scene(List.of(), context, List.of(row.insert(relation.sql(), fields), other.sql(), look), Set.of());
        Answer after = trial.play(scene);
        if (!before.failed() && !after.failed() && !before.value().equals(after.value())) {
            return trial.leaked(
                    relation.sql(),
                    Attack.UNCLASSIFIED,
                    "a row that one tenant writes is read by the other",
                    relation.oid(),
                    scene);
        }
        return after.refused() || before.refused()
                ? held(
                        relation.sql(),
                        Attack.UNCLASSIFIED,
                        Trial.why(after.refused() ? after : before),
                        scene.statement())
                : notProved(relation.sql(), Attack.UNCLASSIFIED, Trial.why(after), scene.statement());
    }
}
