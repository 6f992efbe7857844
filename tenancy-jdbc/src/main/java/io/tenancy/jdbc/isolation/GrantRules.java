package io.tenancy.jdbc.isolation;

import io.tenancy.jdbc.internal.catalog.Catalog;
import io.tenancy.jdbc.internal.catalog.Relation;
import io.tenancy.jdbc.internal.catalog.Surroundings;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A15, A18: privileges that policies do not limit, now and for tables to come. */
final class GrantRules implements AuditRule {
    private static final List<String> BEYOND = List.of("TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN");

    @Override
    public void judge(AuditSubject subject, Consumer<Finding> findings) {
        Catalog catalog = subject.catalog();
        Stream.of(
                        subject.tenants().stream().map(TenantRelation::relation),
                        subject.shared().stream(),
                        subject.unclassified().stream())
                .flatMap(tables -> tables)
                .filter(relation -> !subject.isOwnedByApp(relation))
                .forEach(relation -> beyond(subject, relation, findings));
        for (Surroundings.DefaultGrant grant : catalog.surroundings().defaults()) {
            byDefault(catalog, grant, findings);
        }
    }

    private static void beyond(AuditSubject subject, Relation relation, Consumer<Finding> findings) {
        List<String> held =
                BEYOND.stream().filter(relation.privileges()::contains).toList();
        if (!held.isEmpty()) {
            findings.accept(new Finding(
                    Rule.A15,
                    Severity.ERROR,
                    relation.sql(),
                    "The application may " + String.join(", ", held) + " this table",
                    List.of("revoke " + String.join(", ", held).toLowerCase(Locale.ROOT) + " on " + relation.sql()
                            + " from " + subject.grantees() + ";")));
        }
    }

    private static void byDefault(Catalog catalog, Surroundings.DefaultGrant grant, Consumer<Finding> findings) {
        boolean guarded = catalog.surroundings().guarded();
        String schema = grant.schema().isEmpty() ? "" : " in schema " + grant.schema();
        findings.accept(new Finding(
                Rule.A18,
                guarded ? Severity.WARNING : Severity.ERROR,
                grant.schema().isEmpty() ? catalog.surroundings().database() : grant.schema(),
                "Every table that " + grant.creator() + " makes" + schema + " is granted to " + grant.grantee() + " ("
                        + String.join(", ", grant.privileges()) + ")"
                        + (guarded ? "" : ", and no event trigger isolates it"),
                List.of("alter default privileges for role " + grant.creator() + schema + " revoke all on tables from "
                        + grant.grantee() + ";")));
    }
}
