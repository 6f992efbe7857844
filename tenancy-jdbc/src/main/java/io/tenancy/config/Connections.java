package io.tenancy.config;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The section {@code connections}, and the environment that overrides it. Looks at values only when a connection is asked for. */
final class Connections {
    private final Map<ConnectionRole, Entry> entries;
    private final Map<String, String> environment;

    private Connections(Map<ConnectionRole, Entry> entries, Map<String, String> environment) {
        this.entries = entries;
        this.environment = environment;
    }

    static Connections none(Map<String, String> environment) {
        return new Connections(new EnumMap<>(ConnectionRole.class), environment);
    }

    static Connections read(@Nullable Section section, Map<String, String> environment, Problems problems) {
        Map<ConnectionRole, Entry> entries = new EnumMap<>(ConnectionRole.class);
        for (ConnectionRole role : ConnectionRole.values()) {
            Section one = section == null ? null : section.section(role.key(), ConfigKeys.CONNECTION);
            if (one != null) {
                entries.put(
                        role,
                        new Entry(
                                url(one.text("url"), problems),
                                template(one.text("user"), problems),
                                password(one.text("password"), problems)));
            }
        }
        return new Connections(entries, environment);
    }

    private static @Nullable Template url(Section.@Nullable Located text, Problems problems) {
        Template template = template(text, problems);
        // A URL that begins with a variable is looked at when the variable is known.
        if (text != null && template != null && !text.value().startsWith("${")) {
            String problem = ConnectionUrl.problem(text.value());
            if (problem != null) {
                problems.add(text.node(), text.path() + " " + problem);
            }
        }
        return template;
    }

    private static @Nullable Template password(Section.@Nullable Located text, Problems problems) {
        if (text == null) {
            return null;
        }
        if (!ConfigKeys.PASSWORD.matcher(text.value()).matches()) {
            problems.add(
                    text.node(),
                    text.path() + " must not stand in the file; name an environment variable as \"${NAME}\"");
            return null;
        }
        return new Template(text.value(), text.path());
    }

    private static @Nullable Template template(Section.@Nullable Located text, Problems problems) {
        if (text == null) {
            return null;
        }
        if (!Template.isWellFormed(text.value())) {
            problems.add(text.node(), text.path() + " holds a '${' that is no variable; write ${NAME}");
            return null;
        }
        return new Template(text.value(), text.path());
    }

    /** Whether anything of this connection's own is there. A URL to fall back to is no configuration. */
    boolean has(ConnectionRole role) {
        return entries.containsKey(role)
                || List.of(role.urlVariable(), role.userVariable(), role.passwordVariable()).stream()
                        .anyMatch(name -> variable(name).isPresent());
    }

    ConnectionSettings require(ConnectionRole role) {
        if (!has(role)) {
            throw ConnectionNotConfiguredException.absent(role);
        }
        Filled url = filled(role, role.urlVariable(), entry(role).url);
        if (url == null) {
            ConnectionRole fallback = ConnectionRole.MIGRATOR;
            url = filled(fallback, fallback.urlVariable(), entry(fallback).url);
        }
        if (url == null) {
            throw ConnectionNotConfiguredException.absent(role);
        }
        String problem = ConnectionUrl.problem(url.value());
        if (problem != null) {
            throw new InvalidConfigException(
                    url.origin(), List.of(new ConfigProblem(0, 0, "the URL " + problem)), null);
        }
        Filled user = filled(role, role.userVariable(), entry(role).user);
        Filled password = filled(role, role.passwordVariable(), entry(role).password);
        return new ConnectionSettings(
                role,
                url.value(),
                user == null ? role.defaultUser() : user.value(),
                password == null ? null : password.value(),
                url.origin());
    }

    private Entry entry(ConnectionRole role) {
        return entries.getOrDefault(role, Entry.EMPTY);
    }

    private @Nullable Filled filled(ConnectionRole role, String variable, @Nullable Template template) {
        Optional<String> override = variable(variable);
        if (override.isPresent()) {
            return new Filled(override.get(), variable);
        }
        return template == null ? null : new Filled(template.fill(environment, role), template.path());
    }

    /** Empty is not set: that is how compose files and shells hand on a variable they do not have. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private record Filled(String value, String origin) {}

    private record Entry(
            @Nullable Template url,
            @Nullable Template user,
            @Nullable Template password) {
        private static final Entry EMPTY = new Entry(null, null, null);
    }
}
