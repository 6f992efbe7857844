package io.tenancy.config;

import io.tenancy.authorization.Permission;
import io.tenancy.authorization.RoleCatalog;
import io.tenancy.setting.Setting;
import io.tenancy.setting.SettingCatalog;
import io.tenancy.setting.SettingType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the section {@code settings}. */
final class SettingSection {
    private static final long MOST = 1_000_000_000_000_000L;

    private final Problems problems;

    SettingSection(Problems problems) {
        this.problems = problems;
    }

    SettingCatalog read(@Nullable Node node, RoleCatalog access) {
        List<Setting> settings = new ArrayList<>();
        Section.entries(
                        node,
                        "settings",
                        Setting::isName,
                        "must be 1 to 100 letters, digits, dots, hyphens and underscores",
                        problems)
                .forEach((name, entry) -> {
                    Setting setting = setting(name, entry, access);
                    if (setting != null) {
                        settings.add(setting);
                    }
                });
        return SettingCatalog.of(settings);
    }

    private @Nullable Setting setting(String name, Section.Located entry, RoleCatalog access) {
        Section section = Section.read(entry.node(), entry.path(), ConfigKeys.SETTING, problems);
        List<String> options =
                section.texts("oneOf").stream().map(Section.Located::value).toList();
        SettingType type = type(section, entry, !options.isEmpty());
        Permission permission = permission(section.text("changedBy"), access);
        if (type == null) {
            return null;
        }
        boolean bounded = type == SettingType.INTEGER || type == SettingType.TEXT;
        if (!bounded && (section.node("from") != null || section.node("to") != null)) {
            problems.add(entry.node(), entry.path() + ": from and to are bounds of numbers and of lengths of texts");
        }
        long least = bounded ? section.number("from", MOST).orElse(0) : 0;
        long most =
                bounded ? section.number("to", MOST).orElse(type == SettingType.TEXT ? Setting.LONGEST_TEXT : MOST) : 0;
        Object usual = switch (type) {
            case BOOLEAN -> (Object) false;
            case INTEGER -> (Object) least;
            case TEXT -> "";
            case CHOICE -> options.get(0);
        };
        try {
            return new Setting(
                    name, type, options, least, most, otherwise(section.node("default"), type, usual), permission);
        } catch (IllegalArgumentException e) {
            problems.add(entry.node(), entry.path() + ": " + e.getMessage());
            return null;
        }
    }

    private @Nullable SettingType type(Section section, Section.Located entry, boolean hasOptions) {
        Section.Located text = section.text("type");
        if (hasOptions == (text != null)) {
            problems.add(entry.node(), entry.path() + " needs either type or oneOf");
            return null;
        }
        if (text == null) {
            return SettingType.CHOICE;
        }
        if (!ConfigKeys.SETTING_TYPES.contains(text.value())) {
            problems.add(
                    text.node(),
                    text.path() + " must be one of " + String.join(", ", ConfigKeys.SETTING_TYPES)
                            + Spelling.nearest(text.value(), ConfigKeys.SETTING_TYPES)
                                    .map(near -> "; did you mean '" + near + "'?")
                                    .orElse(""));
            return null;
        }
        return SettingType.valueOf(text.value().toUpperCase(Locale.ROOT));
    }

    private @Nullable Permission permission(Section.@Nullable Located text, RoleCatalog access) {
        if (text == null) {
            return null;
        }
        for (Permission known : access.permissions().permissions().keySet()) {
            if (known.toString().equals(text.value())) {
                return known;
            }
        }
        problems.add(text.node(), text.path() + " names a permission that the file does not declare");
        return null;
    }

    /** What fits is said by the setting itself. */
    private static Object otherwise(@Nullable Node node, SettingType type, Object usual) {
        if (node == null) {
            return usual;
        }
        String text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        return switch (type) {
            case BOOLEAN -> text.equals("true") || text.equals("false") ? (Object) text.equals("true") : text;
            case INTEGER -> text.matches("-?[0-9]{1,18}") ? (Object) Long.valueOf(text) : text;
            case TEXT, CHOICE -> text;
        };
    }
}
