package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Statement.Change;
import io.tenancy.cli.lint.Statement.ChangeKind;
import io.tenancy.jdbc.isolation.Severity;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** L05: rights that no policy limits. */
final class Rights implements Check {
    private static final Set<String> PASSING = Set.of("TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN", "ALL");
    private static final Set<String> STRONG = Set.of(
            "tenancy_owner",
            "tenancy_control",
            "tenancy_migrator",
            "tenancy_admin",
            "tenancy_worker",
            "tenancy_resolver",
            "postgres",
            "pg_read_all_data",
            "pg_write_all_data",
            "pg_maintain",
            "pg_execute_server_program",
            "pg_read_server_files",
            "pg_write_server_files");
    private static final Set<String> POWERS = Set.of("SUPERUSER", "BYPASSRLS", "CREATEROLE");

    @Override
    public void before(Parsed parsed, Looking looking) {
        Statement statement = parsed.statement();
        if (statement instanceof Statement.Grant grant && !grant.revoke()) {
            grant(grant, looking);
        } else if (statement instanceof Statement.GrantRole grant && !grant.revoke()) {
            membership(grant.granted(), grant.members(), grant.at(), looking);
        } else if (statement instanceof Statement.DefaultPrivileges defaults && !defaults.revoke()) {
            defaults(defaults, looking);
        } else if (statement instanceof Statement.Role role) {
            role(role, looking);
        } else if (statement instanceof Statement.AlterTable alter) {
            alter.changes().forEach(change -> owner(alter.table(), change, looking));
        }
    }

    private static void grant(Statement.Grant grant, Looking looking) {
        boolean app = looking.catalog().isApp(grant.roles());
        String to = String.join(
                ", ",
                grant.roles().stream().filter(looking.catalog().app::contains).toList());
        if (!app) {
            return;
        }
        switch (grant.object()) {
            case "TABLE" -> tables(grant, to, looking);
            case "DATABASE" -> {
                if (grant.privileges().stream().anyMatch(Set.of("TEMP", "TEMPORARY", "CREATE", "ALL")::contains)) {
                    side(grant, "temporary tables or schemas: one can take the place of a tenant table", looking);
                }
            }
            case "SCHEMA" -> {
                if (grant.privileges().stream().anyMatch(Set.of("CREATE", "ALL")::contains)) {
                    side(grant, "objects of its own beside the tenant tables", looking);
                }
            }
            default -> {}
        }
    }

    private static void side(Statement.Grant grant, String what, Looking looking) {
        looking.report(LintRule.L05, Severity.WARNING, named(grant), "The application may make " + what, grant.at());
    }

    private static void tables(Statement.Grant grant, String to, Looking looking) {
        Set<String> passing = new TreeSet<>(grant.privileges());
        passing.retainAll(PASSING);
        if (!passing.isEmpty()) {
            looking.report(
                    LintRule.L05,
                    Severity.ERROR,
                    named(grant),
                    String.join(", ", passing) + " for " + to + ": no policy limits it",
                    grant.at());
        } else if (grant.roles().contains(Catalog.PUBLIC) && (grant.all() || touchesTenants(grant, looking))) {
            looking.report(
                    LintRule.L05,
                    Severity.WARNING,
                    named(grant),
                    "Granted to PUBLIC: to every role there will be",
                    grant.at());
        }
    }

    private static boolean touchesTenants(Statement.Grant grant, Looking looking) {
        Catalog catalog = looking.catalog();
        return grant.names().stream()
                .anyMatch(name ->
                        catalog.isTenant(name) || (catalog.table(name) == null && !catalog.views.containsKey(name)));
    }

    private static String named(Statement.Grant grant) {
        String names = String.join(
                ", ",
                grant.names().stream()
                        .map(name -> grant.all() || !grant.object().equals("TABLE") ? name.name() : name.toString())
                        .toList());
        return (grant.all() ? "all in schema " : "") + names;
    }

    private static void membership(List<String> granted, List<String> members, int at, Looking looking) {
        if (!looking.catalog().isApp(members)) {
            return;
        }
        for (String role : granted) {
            Set<String> attributes = looking.catalog().roles.get(role);
            boolean strong = STRONG.contains(role)
                    || (attributes != null && attributes.stream().anyMatch(POWERS::contains));
            if (strong || attributes == null) {
                looking.report(
                        LintRule.L05,
                        strong ? Severity.ERROR : Severity.WARNING,
                        role,
                        "The application becomes member of " + role
                                + (strong
                                        ? ", which policies do not hold"
                                        : ", of which no migration here tells what it may do"),
                        at);
            }
        }
    }

    private static void defaults(Statement.DefaultPrivileges defaults, Looking looking) {
        if (!defaults.object().equals("TABLE") || !looking.catalog().isApp(defaults.roles())) {
            return;
        }
        boolean passing = defaults.privileges().stream().anyMatch(PASSING::contains);
        looking.report(
                LintRule.L05,
                passing ? Severity.ERROR : Severity.WARNING,
                "default privileges",
                "Every table to come is open to " + String.join(", ", defaults.roles()) + " before it is isolated",
                defaults.at());
    }

    private static void role(Statement.Role role, Looking looking) {
        for (String power : new TreeSet<>(role.attributes())) {
            if (POWERS.contains(power)) {
                boolean app = looking.catalog().app.contains(role.role());
                looking.report(
                        LintRule.L05,
                        app ? Severity.ERROR : Severity.INFO,
                        role.role(),
                        power + (app ? " for the application: no policy binds it" : ": no policy binds it"),
                        role.at());
            }
        }
        if (role.creates() && !role.memberOf().isEmpty()) {
            membership(role.memberOf(), List.of(role.role()), role.at(), looking);
        }
    }

    private static void owner(Name table, Change change, Looking looking) {
        if (change.kind() == ChangeKind.OWNER && looking.catalog().app.contains(String.valueOf(change.subject()))) {
            looking.report(
                    LintRule.L05,
                    Severity.ERROR,
                    table,
                    "Owned by the application, which may then switch row level security off",
                    change.at(),
                    "alter table " + table + " owner to tenancy_owner;");
        }
    }
}
