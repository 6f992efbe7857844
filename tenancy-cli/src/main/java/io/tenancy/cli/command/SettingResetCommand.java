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

@Command(name = "reset", description = "Let the default of a setting hold again for a tenant.")
@Mark(Mark.Effect.CHANGES)
final class SettingResetCommand extends SettingVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    @Parameters(index = "1", paramLabel = "SETTING", description = "A setting that tenancy.yaml declares.")
    private String name = "";

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    SettingResetCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Attribution by = attribution.attribution("Reset by hand");
        Setting setting = declaredSetting(name);
        Tenant tenant = tenant(key);
        boolean changed = settings().reset(tenant.id(), setting, by);
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("tenant", tenant.key());
        tree.put("setting", setting.name());
        tree.put("value", setting.otherwise());
        tree.put("changed", changed);
        session()
                .console()
                .print(Document.of(
                        tree,
                        page -> page.line(page.style().good("ok") + "  Tenant " + page.safe(tenant.key())
                                + (changed ? " has the default of " : " had the default of ") + setting.name() + ": "
                                + page.safe(setting.otherwise()))));
        return OK;
    }
}
