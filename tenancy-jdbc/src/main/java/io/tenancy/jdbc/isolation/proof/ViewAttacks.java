package io.tenancy.jdbc.isolation.proof;

import static io.tenancy.jdbc.isolation.proof.ProofVerdict.held;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notApplicable;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notProved;

import io.tenancy.jdbc.internal.catalog.Catalog;
import io.tenancy.jdbc.internal.catalog.Relation;
import io.tenancy.jdbc.internal.catalog.Rewrite;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Views and materialized views. What one shows, as a total over whatever it computes, must not depend on rows of other tenants: it is
 * asked before there are any, with some, and with one more.
 */
final class ViewAttacks {
    private final Catalog catalog;
    private final Context nobody;
    private final Map<Long, Answer> empty = new HashMap<>();

    ViewAttacks(Catalog catalog, Context nobody) {
        this.catalog = catalog;
        this.nobody = nobody;
    }

    /** What somebody without rows is shown before the rows of the proof are made. */
    void lookBefore(Stage stage, Set<Long> tenants) throws SQLException {
        for (Relation view : views(tenants)) {
            empty.put(view.oid(), stage.play(Scene.of(nobody, total(view)).after(refresh(view))));
        }
    }

    void carryOut(Trial trial, Consumer<ProofVerdict> verdicts) throws SQLException {
        for (Relation view : views(trial.ground().targets().keySet())) {
            verdicts.accept(view.kind() == 'f' ? foreign(view) : read(trial, view));
            if (view.kind() == 'v' && view.isWritable()) {
                new ViewWrites(trial, view, reads(view)).carryOut(verdicts);
            }
        }
    }

    /** Those that reach a tenant table, over however many others; and tables that are elsewhere. */
    private List<Relation> views(Set<Long> tenants) {
        return catalog.relations().values().stream()
                .filter(relation -> !relation.ofExtension())
                .filter(relation -> relation.kind() == 'f'
                        || (!relation.isTable()
                                && reached(relation.oid()).stream().anyMatch(tenants::contains)))
                .sorted(Comparator.comparing(Relation::sql))
                .toList();
    }

    private List<Long> reads(Relation view) {
        return catalog.rewrites().stream()
                .filter(rewrite -> rewrite.relation() == view.oid() && rewrite.select())
                .map(Rewrite::reads)
                .flatMap(List::stream)
                .toList();
    }

    private Set<Long> reached(long view) {
        Set<Long> found = new LinkedHashSet<>();
        List<Long> open = new ArrayList<>(List.of(view));
        while (!open.isEmpty()) {
            long next = open.remove(0);
            if (found.add(next)) {
                catalog.rewrites().stream()
                        .filter(rewrite -> rewrite.relation() == next && rewrite.select())
                        .forEach(rewrite -> open.addAll(rewrite.reads()));
            }
        }
        return found;
    }

    /** A materialized view is filled by whoever makes it, in a migration: as somebody who sees all rows. */
    private List<String> refresh(Relation view) {
        List<String> refresh = new ArrayList<>();
        reached(view.oid()).stream()
                .map(catalog::relation)
                .filter(relation -> relation != null && relation.kind() == 'm')
                .sorted(Comparator.comparing(relation -> relation.oid()))
                .forEach(relation -> {
                    refresh.add("alter materialized view " + relation.sql() + " owner to current_user");
                    refresh.add("refresh materialized view " + relation.sql());
                    refresh.add("alter materialized view " + relation.sql() + " owner to "
                            + catalog.roles().get(relation.owner()).sql());
                });
        return refresh;
    }

    private static String total(Relation view) {
        return total(view.sql());
    }

    private static String total(String from) {
        return "select count(*) || coalesce(md5(string_agg(v.*::text, '' order by v.*::text)), '') from " + from + " v";
    }

    private static ProofVerdict foreign(Relation table) {
        return table.isReachable()
                ? notProved(
                        table.sql(), Attack.FOREIGN_TABLE, "its rows are on another server, and have no policies", "")
                : notApplicable(table.sql(), Attack.FOREIGN_TABLE, "the application may not read it");
    }

    private ProofVerdict read(Trial trial, Relation view) throws SQLException {
        Attack attack = view.kind() == 'm' ? Attack.MATERIALIZED_VIEW : Attack.VIEW;
        List<String> refresh = refresh(view);
        Scene asNobody = Scene.of(nobody, total(view)).after(refresh);
        Answer some = trial.play(asNobody);
        if (some.refused()) {
            return held(view.sql(), attack, Trial.why(some), asNobody.statement());
        }
        Answer before = empty.getOrDefault(view.oid(), some);
        if (differ(before, some)) {
            return leaked(trial, view, attack, asNobody);
        }
        List<String> more =
                new ArrayList<>(List.of(Planting.of(trial.ground().targets().values())));
        more.addAll(refresh);
        Scene asAttacker = Scene.of(trial.ground().asAttacker(), total(view));
        Answer first = trial.play(asAttacker.after(refresh));
        Answer second = trial.play(asAttacker.after(more));
        if (differ(first, second)) {
            return leaked(trial, view, attack, asAttacker.after(refresh));
        }
        if (first.failed() || second.failed()) {
            return notProved(view.sql(), attack, Trial.why(first.failed() ? first : second), asAttacker.statement());
        }
        return unmoved(trial, view, attack, more, asAttacker.statement());
    }

    private static boolean differ(Answer one, Answer other) {
        return !one.failed() && !other.failed() && !one.value().equals(other.value());
    }

    private static ProofVerdict leaked(Trial trial, Relation view, Attack attack, Scene scene) {
        return trial.leaked(
                view.sql(),
                attack,
                "what it shows depends on rows of the other tenant",
                trial.ground().targets().keySet(),
                new Scene(scene.before(), scene.context(), List.of("select * from " + view.sql()), Set.of()));
    }

    /** It showed the same: because nothing crosses, or because no row that was made is one that it would show anybody. */
    private ProofVerdict unmoved(Trial trial, Relation view, Attack attack, List<String> more, String statement)
            throws SQLException {
        String definition = trial.stage()
                .observe(List.of(), "select pg_get_viewdef(" + view.oid() + ")")
                .value();
        String anybodys = total("(" + definition.replaceFirst(";\\s*$", "") + ")");
        Answer first = trial.stage().observe(List.of(), anybodys);
        Answer second = trial.stage().observe(more, anybodys);
        if (differ(first, second)) {
            return held(view.sql(), attack, "it shows the same with more rows of the other tenant", statement);
        }
        return view.invoker()
                ? notApplicable(
                        view.sql(),
                        attack,
                        "it reads with the reader's rights, and no synthesised row is one that it shows")
                : notProved(view.sql(), attack, "no synthesised row is one that it shows", statement);
    }
}
