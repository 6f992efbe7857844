package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.setting.Setting;
import io.tenancy.setting.SettingCatalog;
import io.tenancy.setting.TenantSettings;
import io.tenancy.tenant.Tenant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        description = "List the settings that tenancy.yaml declares, and who changes them; with a tenant, what it has.")
@Mark(Mark.Effect.READ_ONLY)
final class SettingListCommand extends SettingVerb {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TENANT",
            description = "The key of the tenant, such as acme.")
    private @Nullable String key;

    SettingListCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        SettingCatalog catalog = declaredSettings();
        Tenant tenant = key == null ? null : tenant(key);
        TenantSettings values = tenant == null ? null : settings().of(tenant.id(), catalog);
        session()
                .console()
                .print(Document.list(
                        catalog.all().stream().map(one -> tree(one, values)).toList(), page -> {
                            Table table = Table.of(
                                    "SETTING", values == null ? "DEFAULT" : "VALUE", "SET", "MAY BE", "CHANGED BY");
                            catalog.all()
                                    .forEach(one -> table.row(
                                            one.name(),
                                            values == null ? one.otherwise() : values.value(one),
                                            values == null ? null : values.isSet(one.name()) ? "yes" : "no",
                                            one.rule().substring(one.name().length() + " is ".length()),
                                            one.permission() == null ? "operators" : one.permission()));
                            page.table(table);
                        }));
        return OK;
    }

    private static Map<String, @Nullable Object> tree(Setting one, @Nullable TenantSettings values) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("name", one.name());
        tree.put("type", one.type().toString());
        tree.put("default", one.otherwise());
        tree.put("changedBy", one.permission());
        if (values != null) {
            tree.put("value", values.value(one));
            tree.put("isSet", values.isSet(one.name()));
        }
        return tree;
    }
}
