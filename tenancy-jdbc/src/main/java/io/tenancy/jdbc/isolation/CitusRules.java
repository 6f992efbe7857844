package io.tenancy.jdbc.isolation;

import io.tenancy.jdbc.internal.catalog.Catalog;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** C01: what Citus needs so that policies on its workers see the tenant. */
final class CitusRules implements AuditRule {
    @Override
    public void judge(AuditSubject subject, Consumer<Finding> findings) {
        Catalog catalog = subject.catalog();
        Map<String, String> citus = catalog.surroundings().citus();
        String propagated = citus.get("propagate_set_commands");
        if (propagated == null) {
            return;
        }
        String database = catalog.surroundings().database();
        if (!propagated.equals("local")) {
            findings.accept(new Finding(
                    Rule.C01,
                    Severity.ERROR,
                    database,
                    "SET LOCAL does not reach the workers",
                    List.of("alter database " + database + " set citus.propagate_set_commands = 'local';")));
        }
        Set<Long> owners = new TreeSet<>();
        subject.tenants().stream()
                .filter(one -> !one.isControlPlane())
                .forEach(one -> owners.add(one.relation().owner()));
        for (long owner : owners) {
            if (!catalog.roles().get(owner).login()) {
                findings.accept(new Finding(
                        Rule.C01,
                        Severity.WARNING,
                        catalog.roles().get(owner).sql(),
                        "The owner of tenant tables cannot log in to the workers, which it has to if they are distributed",
                        List.of("alter role " + catalog.roles().get(owner).sql() + " login;")));
            }
        }
    }
}
