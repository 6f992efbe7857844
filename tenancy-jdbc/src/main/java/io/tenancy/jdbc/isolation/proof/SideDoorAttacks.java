package io.tenancy.jdbc.isolation.proof;

import static io.tenancy.jdbc.isolation.proof.ProofVerdict.held;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notApplicable;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notProved;

import io.tenancy.jdbc.internal.catalog.Catalog;
import io.tenancy.jdbc.internal.catalog.Surroundings;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What is beside the tables: temporary and new tables, sequences, large objects, tables of tomorrow. */
final class SideDoorAttacks {
    private static final long NONE = 0;

    private final Trial trial;
    private final Catalog catalog;
    private final Context context;
    private final Map<String, String> impossible;

    /**
     * Attacks.
     *
     * @param trial judges
     * @param impossible by sequence, a value that it cannot take: a sequence that is set is not set back by a rollback
     */
    SideDoorAttacks(Trial trial, Map<String, String> impossible) {
        this.trial = trial;
        this.catalog = trial.ground().catalog();
        this.context = trial.ground().asAttacker();
        this.impossible = impossible;
    }

    void carryOut(Consumer<ProofVerdict> verdicts) throws SQLException {
        String database = catalog.surroundings().database();
        verdicts.accept(temporary(database));
        for (Surroundings.Schema schema : catalog.surroundings().schemas()) {
            verdicts.accept(create(schema.sql()));
        }
        for (Map.Entry<String, String> sequence : impossible.entrySet()) {
            verdicts.accept(sequence(sequence.getKey(), sequence.getValue()));
        }
        verdicts.accept(largeObjects(database));
        future(verdicts);
    }

    /** Names without schema are looked up there first, and it lasts as long as the connection: into the next tenant's time. */
    private ProofVerdict temporary(String database) throws SQLException {
        return trial.byRight(
                database,
                Attack.TEMPORARY_TABLE,
                "what the next tenant on the connection writes into it, this one reads",
                NONE,
                Scene.of(
                        context,
                        "create temporary table tenancy_proof (word text)",
                        trial.ground().as(trial.ground().victim()).sql(),
                        "insert into tenancy_proof values ('written by the other tenant')",
                        context.sql(),
                        "select * from tenancy_proof"));
    }

    private ProofVerdict create(String schema) throws SQLException {
        return trial.byRight(
                schema,
                Attack.CREATE_TABLE,
                "what one tenant writes into it, the other reads",
                NONE,
                Scene.of(
                        context,
                        "create table " + schema + ".tenancy_proof (word text)",
                        "insert into " + schema + ".tenancy_proof values ('written by this tenant')",
                        trial.ground().as(trial.ground().victim()).sql(),
                        "select * from " + schema + ".tenancy_proof"));
    }

    private ProofVerdict sequence(String sequence, String beyond) throws SQLException {
        Scene read = Scene.of(context, "select last_value from " + sequence);
        Answer seen = trial.play(read);
        if (!seen.failed()) {
            return trial.leaked(sequence, Attack.SEQUENCE, "it tells how much all tenants do", NONE, read);
        }
        // Refused for the value and not for the right: nothing was set.
        Scene set = Scene.of(context, "select setval('" + sequence.replace("'", "''") + "', " + beyond + ")");
        Answer answer = trial.play(set);
        if (answer.state().equals("22003") || !answer.failed()) {
            return trial.leaked(
                    sequence, Attack.SEQUENCE, "it may be set, so that all tenants' keys collide", NONE, set);
        }
        return seen.refused() && answer.refused()
                ? held(sequence, Attack.SEQUENCE, Trial.why(answer), read.statement() + ";\n" + set.statement())
                : notProved(sequence, Attack.SEQUENCE, Trial.why(answer), set.statement());
    }

    private ProofVerdict largeObjects(String database) throws SQLException {
        List<String> objects = trial.stage()
                .observe(List.of(), "select oid from pg_largeobject_metadata order by oid desc limit 20")
                .values();
        ProofVerdict verdict = notApplicable(database, Attack.LARGE_OBJECT, "there is none");
        for (String oid : objects) {
            verdict = trial.byRight(
                    database,
                    Attack.LARGE_OBJECT,
                    "large objects have no policies",
                    NONE,
                    Scene.of(context, "select length(lo_get(" + oid + "))"));
            if (verdict.outcome() == Outcome.LEAKED) {
                return verdict;
            }
        }
        return verdict;
    }

    /** Makes the table that somebody will make, as whoever will make it. */
    private void future(Consumer<ProofVerdict> verdicts) throws SQLException {
        if (catalog.surroundings().defaults().isEmpty()) {
            verdicts.accept(notApplicable(
                    catalog.surroundings().database(), Attack.FUTURE_TABLE, "nothing is granted by default"));
        }
        for (Surroundings.DefaultGrant grant : catalog.surroundings().defaults()) {
            String schema = grant.schema().isEmpty() ? "public" : grant.schema();
            Scene scene = Scene.of(context, "select * from " + schema + ".tenancy_proof_next")
                    .after(
                            "set local role " + grant.creator(),
                            "create table " + schema + ".tenancy_proof_next (tenant_id uuid, word text)",
                            "insert into " + schema + ".tenancy_proof_next values ('"
                                    + trial.ground().victim().tenant() + "', 'of the other tenant')",
                            trial.stage().actor().leave());
            Answer answer = trial.play(scene);
            String object = grant.schema().isEmpty() ? catalog.surroundings().database() : grant.schema();
            verdicts.accept(
                    answer.reached()
                            ? trial.leaked(
                                    object,
                                    Attack.FUTURE_TABLE,
                                    "the next table of " + grant.creator() + " is open at once",
                                    NONE,
                                    scene)
                            : answer.refused() && answer.prepared()
                                    ? held(object, Attack.FUTURE_TABLE, Trial.why(answer), scene.statement())
                                    : notProved(object, Attack.FUTURE_TABLE, Trial.why(answer), scene.statement()));
        }
    }
}
