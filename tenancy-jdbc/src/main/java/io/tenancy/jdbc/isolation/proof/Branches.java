package io.tenancy.jdbc.isolation.proof;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The branches that the rows belong to. All are bound, so that no policy of branches does the tenant policy's work. */
final class Branches {
    private Branches() {}

    static String of(Collection<Target> targets, Map<Long, List<String>> policies) {
        Set<String> branches = new LinkedHashSet<>();
        for (Target target : targets) {
            for (String policy : policies.getOrDefault(target.oid(), List.of())) {
                if (policy.contains("tenancy.branch_ids")) {
                    target.fields().stream()
                            .filter(field -> field.type().equals("uuid") && policy.contains(field.sql()))
                            .forEach(field -> add(branches, target, field));
                }
            }
        }
        return String.join(",", branches);
    }

    private static void add(Set<String> branches, Target target, Field field) {
        for (Row row : new Row[] {target.own(), target.foreign(), target.ownSpare(), target.foreignSpare()}) {
            if (row != null && !row.get(field.sql()).equals("null")) {
                branches.add(row.get(field.sql()).replace("'", ""));
            }
        }
    }
}
