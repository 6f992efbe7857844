package io.tenancy.jdbc.isolation;

import io.tenancy.jdbc.internal.catalog.Catalog;
import io.tenancy.jdbc.internal.catalog.Surroundings;
import java.util.List;
import java.util.function.Consumer;

/** A17: whether some configuration binds a tenant that nobody chose. */
final class ConfigurationRules implements AuditRule {
    @Override
    public void judge(AuditSubject subject, Consumer<Finding> findings) {
        Catalog catalog = subject.catalog();
        boolean explained = false;
        for (Surroundings.LoginSetting one : catalog.surroundings().settings()) {
            String name = one.setting().substring(0, one.setting().indexOf('='));
            String value = one.setting().substring(name.length() + 1);
            if (value.isEmpty() || value.equals("\"\"")) {
                continue;
            }
            explained = true;
            boolean concerned = one.role() == 0 || one.role() == catalog.app().oid();
            String target = target(catalog, one);
            findings.accept(new Finding(
                    Rule.A17,
                    concerned ? Severity.ERROR : Severity.WARNING,
                    one.role() == 0
                            ? one.database()
                            : catalog.roles().get(one.role()).sql(),
                    "A login of "
                            + (one.role() == 0
                                    ? "any role"
                                    : catalog.roles().get(one.role()).name()) + " starts with " + name + " set",
                    List.of("alter " + target + " reset " + name + ";")));
        }
        if (!explained && catalog.surroundings().ambientTenant()) {
            findings.accept(new Finding(
                    Rule.A17,
                    Severity.ERROR,
                    catalog.surroundings().database(),
                    "A fresh connection starts with tenancy.tenant_id set: in the server's configuration, or in the"
                            + " options of the URL",
                    List.of()));
        }
    }

    private static String target(Catalog catalog, Surroundings.LoginSetting one) {
        if (one.role() == 0) {
            return one.database().isEmpty() ? "role all" : "database " + one.database();
        }
        String role = "role " + catalog.roles().get(one.role()).sql();
        return one.database().isEmpty() ? role : role + " in database " + one.database();
    }
}
