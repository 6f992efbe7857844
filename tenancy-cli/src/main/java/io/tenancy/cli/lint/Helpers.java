package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Catalog.Policy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What calls of {@code tenancy.isolate} and {@code tenancy.share} do. */
final class Helpers {
    private Helpers() {}

    static List<Name> isolations(Facts facts, @Nullable Catalog catalog) {
        return targets(facts, "isolate", catalog);
    }

    static List<Name> shares(Facts facts, Catalog catalog) {
        return targets(facts, "share", catalog);
    }

    /** The tables that calls name; where a call names none, such as over an array, all names of tables in the statement. */
    private static List<Name> targets(Facts facts, String helper, @Nullable Catalog catalog) {
        List<Name> targets = new ArrayList<>();
        for (Expr.Call call : facts.calls()) {
            if (!isOurs(call, helper)) {
                continue;
            }
            Optional<Name> named =
                    call.argument("target", 0).flatMap(Expr::literal).flatMap(Name::parse);
            if (named.isPresent()) {
                targets.add(named.get());
            } else {
                facts.literals().stream()
                        .flatMap(text ->
                                Arrays.stream(text.replaceAll("[{}]", "").split(",")))
                        .flatMap(text -> Name.parse(text.strip()).stream())
                        .filter(name -> catalog == null || catalog.table(name) != null)
                        .forEach(targets::add);
            }
        }
        return targets;
    }

    private static boolean isOurs(Expr.Call call, String helper) {
        return call.function().schema().equals("tenancy")
                && call.function().name().equals(helper);
    }

    /** Which column each isolated table holds its tenant in. */
    static void tenantColumns(Facts facts, String usual, Map<Name, String> columns) {
        for (Expr.Call call : facts.calls()) {
            if (isOurs(call, "isolate")) {
                String column =
                        call.argument("tenant_column", 1).flatMap(Expr::literal).orElse(usual);
                targets(new Facts(List.of(call), List.of(), List.of(), facts.literals()), "isolate", null)
                        .forEach(table -> columns.put(table, column));
            }
        }
    }

    /** The policies that isolate makes. */
    static Map<String, Policy> policies(Catalog catalog, Name table) {
        String column = catalog.tenantColumn(table);
        Expr setting = new Expr.Call(
                Name.of("current_setting"),
                List.of(new Expr.Argument(null, new Expr.Literal(TenantCondition.SETTING, 0))),
                0);
        Expr holds = new Expr.Equal(new Expr.Column(column == null ? "tenant_id" : column, 0), setting, 0);
        List<String> app = catalog.app.stream()
                .filter(role -> !role.equals(Catalog.PUBLIC))
                .toList();
        Expr all = new Expr.Bool(true, 0);
        return Map.of(
                "tenancy_floor", new Policy(true, "ALL", app, holds, holds),
                "tenancy_base", new Policy(false, "ALL", app, holds, holds),
                "tenancy_admin", new Policy(false, "ALL", List.of("tenancy_admin"), all, all),
                "tenancy_migrator", new Policy(false, "ALL", List.of("tenancy_migrator"), all, all));
    }
}
