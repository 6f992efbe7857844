package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.setting.Setting;
import io.tenancy.tenant.Tenant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "set", description = "Set a setting of a tenant; operators may set every one that is declared.")
@Mark(Mark.Effect.CHANGES)
final class SettingSetCommand extends SettingVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    @Parameters(index = "1", paramLabel = "SETTING", description = "A setting that tenancy.yaml declares.")
    private String name = "";

    @Parameters(index = "2", paramLabel = "VALUE", description = "true, false, a number, or a text.")
    private String value = "";

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    SettingSetCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Attribution by = attribution.attribution("Set by hand");
        Setting setting = declaredSetting(name);
        Object wanted = parse(setting);
        Tenant tenant = tenant(key);
        settings().set(tenant.id(), setting, wanted, by);
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("tenant", tenant.key());
        tree.put("setting", setting.name());
        tree.put("value", wanted);
        session()
                .console()
                .print(Document.of(
                        tree,
                        page -> page.line(page.style().good("ok") + "  Tenant " + page.safe(tenant.key()) + " has "
                                + setting.name() + " = " + page.safe(wanted))));
        return OK;
    }

    private Object parse(Setting setting) {
        try {
            return setting.parse(value);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(
                    "That is no value: " + e.getMessage(), "tenancyctl setting list tells what fits");
        }
    }
}
