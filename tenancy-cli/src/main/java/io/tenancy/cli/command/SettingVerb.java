package io.tenancy.cli.command;

import io.tenancy.config.ConnectionRole;
import io.tenancy.config.TenancyConfig;
import io.tenancy.jdbc.setting.SettingRegistry;
import io.tenancy.setting.Setting;
import io.tenancy.setting.SettingCatalog;

/** A verb on settings, over the admin connection. */
abstract class SettingVerb extends PlanVerb {
    SettingVerb(Session session) {
        super(session);
    }

    final SettingRegistry settings() {
        return SettingRegistry.over(
                session().connections().controlled(ConnectionRole.ADMIN),
                session().clock());
    }

    /** What the application's file declares; a file that declares nothing is refused, so that nothing is taken back by accident. */
    final SettingCatalog declaredSettings() {
        SettingCatalog catalog = session().connections().config().settings();
        if (catalog.all().isEmpty()) {
            throw CommandException.usage(
                    "No settings are declared",
                    "Run this where " + TenancyConfig.FILE_NAME
                            + " stands, or name it with --config, and declare settings there");
        }
        return catalog;
    }

    final Setting declaredSetting(String name) {
        SettingCatalog catalog = declaredSettings();
        return catalog.find(name)
                .orElseThrow(() -> CommandException.usage(
                        "tenancy.yaml declares no setting of that name",
                        "It declares "
                                + String.join(
                                        ", ",
                                        catalog.all().stream()
                                                .map(Setting::name)
                                                .toList())));
    }
}
