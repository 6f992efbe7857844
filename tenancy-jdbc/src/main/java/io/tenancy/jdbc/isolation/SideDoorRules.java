package io.tenancy.jdbc.isolation;

import io.tenancy.jdbc.internal.catalog.Catalog;
import io.tenancy.jdbc.internal.catalog.Surroundings;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/** A19, A20: publications, temporary tables, schemas, large objects, sequences. */
final class SideDoorRules implements AuditRule {
    private static final int NAMED = 5;

    @Override
    public void judge(AuditSubject subject, Consumer<Finding> findings) {
        Surroundings around = subject.catalog().surroundings();
        around.publications().forEach((name, tables) -> publication(subject, name, tables, findings));
        if (!subject.catalog().app().superuser()) {
            temporary(subject, findings);
            for (Surroundings.Schema schema : around.schemas()) {
                schema(subject, schema, findings);
            }
        }
        if (around.largeObjects() > 0) {
            door(
                    findings,
                    around.database(),
                    "There are " + around.largeObjects() + " large objects, which have no policies",
                    List.of());
        }
        for (Surroundings.SequenceGrant sequence : around.sequences()) {
            String privileges = String.join(", ", sequence.privileges());
            door(
                    findings,
                    sequence.sql(),
                    "The application has " + privileges + " on a sequence that all tenants count with",
                    List.of("revoke " + privileges.toLowerCase(Locale.ROOT) + " on sequence " + sequence.sql()
                            + " from " + subject.grantees() + ";"));
        }
    }

    private static void publication(AuditSubject subject, String name, List<Long> tables, Consumer<Finding> findings) {
        List<String> carried = tables.stream()
                .map(subject::tenant)
                .filter(Objects::nonNull)
                .map(TenantRelation::sql)
                .toList();
        if (!carried.isEmpty()) {
            findings.accept(new Finding(
                    Rule.A19,
                    Severity.WARNING,
                    name,
                    "It publishes all rows of " + String.join(", ", carried.subList(0, Math.min(NAMED, carried.size())))
                            + (carried.size() > NAMED ? " and " + (carried.size() - NAMED) + " more" : ""),
                    List.of()));
        }
    }

    private static void temporary(AuditSubject subject, Consumer<Finding> findings) {
        Catalog catalog = subject.catalog();
        String database = catalog.surroundings().database();
        if (catalog.surroundings().temporary()) {
            door(
                    findings,
                    database,
                    "The application may make temporary tables, which hide tenant tables of the same name",
                    List.of("revoke temporary on database " + database + " from " + subject.grantees() + ";"));
        }
    }

    private static void schema(AuditSubject subject, Surroundings.Schema schema, Consumer<Finding> findings) {
        Catalog catalog = subject.catalog();
        boolean owner = catalog.roles().rightsOf(catalog.app().oid()).contains(schema.owner());
        if (schema.creatable() && !owner) {
            door(
                    findings,
                    schema.sql(),
                    "The application may create objects in this schema",
                    List.of("revoke create on schema " + schema.sql() + " from " + subject.grantees() + ";"));
        }
    }

    private static void door(Consumer<Finding> findings, String object, String problem, List<String> sql) {
        findings.accept(new Finding(Rule.A20, Severity.WARNING, object, problem, sql));
    }
}
