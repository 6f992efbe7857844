package io.tenancy.config;

import io.tenancy.authorization.RoleCatalog;
import io.tenancy.entitlement.EndPolicy;
import io.tenancy.entitlement.PlanCatalog;
import io.tenancy.jdbc.isolation.StartCheck;
import io.tenancy.jdbc.isolation.TenantColumnType;
import io.tenancy.ratelimit.RateLimit;
import io.tenancy.resolve.HostName;
import io.tenancy.resolve.InvalidHostException;
import io.tenancy.setting.SettingCatalog;
import io.tenancy.usage.MeterCatalog;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one file, section by section, and goes on after a problem. */
final class ConfigReader {
    private final Path file;
    private final Map<String, String> environment;
    private final Problems problems;

    ConfigReader(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
        this.problems = new Problems(String.valueOf(file.getFileName()));
    }

    TenancyConfig read() {
        Section top = Section.read(YamlDocument.read(file, problems), "", ConfigKeys.TOP, problems);
        ApplicationSettings application = application(top.section("application", ConfigKeys.APPLICATION));
        Connections connections =
                Connections.read(top.section("connections", ConfigKeys.CONNECTIONS), environment, problems);
        List<String> migrations = migrations(top.texts("migrations"));
        IsolationSettings isolation = isolation(top.section("isolation", ConfigKeys.ISOLATION));
        PlanCatalog plans = new PlanSections(problems).read(top.node("features"), top.node("plans"));
        RoleCatalog access = new RoleSections(problems).read(top.node("permissions"), top.node("roles"));
        List<RateLimit> rateLimits = new RateLimitSections(problems).read(top.node("rateLimits"));
        MeterCatalog meters = new MeterSection(problems).read(top.node("meters"), plans);
        EndPolicy onTrialEnd = endPolicy(top.text("onTrialEnd"), plans);
        EndPolicy onSubscriptionEnd = endPolicy(top.text("onSubscriptionEnd"), plans);
        AlertSettings alerts = new AlertSections(problems, environment).read(top.node("alerts"));
        SettingCatalog settings = new SettingSection(problems).read(top.node("settings"), access);
        problems.throwIfAny();
        return new TenancyConfig(
                application,
                connections,
                migrations,
                isolation,
                access,
                plans,
                rateLimits,
                meters,
                onTrialEnd,
                onSubscriptionEnd,
                alerts,
                settings);
    }

    private ApplicationSettings application(@Nullable Section section) {
        if (section == null) {
            return new ApplicationSettings(null, null, null);
        }
        return new ApplicationSettings(
                value(section.text("name")),
                matching(
                        section.text("keyPrefix"),
                        ConfigKeys.KEY_PREFIX,
                        "must be 1 to 16 of a-z and 0-9, beginning with a letter"),
                baseDomain(section.text("baseDomain")));
    }

    private @Nullable String baseDomain(Section.@Nullable Located text) {
        if (text == null) {
            return null;
        }
        try {
            HostName host = HostName.parse(text.value());
            if (!host.isAddress() && host.value().equals(text.value())) {
                return host.value();
            }
            problems.add(
                    text.node(),
                    text.path() + " must be a plain domain: lower case, ASCII, without port and final dot"
                            + (host.isAddress() ? ", not an address" : "; write '" + host.value() + "'"));
        } catch (InvalidHostException invalid) {
            problems.add(text.node(), text.path() + " must be a domain such as example.com");
        }
        return null;
    }

    private List<String> migrations(List<Section.Located> texts) {
        List<String> locations = new ArrayList<>();
        for (Section.Located text : texts) {
            String location = text.value();
            if (location.startsWith("classpath:")) {
                if (location.length() == "classpath:".length()) {
                    problems.add(text.node(), text.path() + " names no folder after classpath:");
                }
                locations.add(location);
            } else if (location.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
                problems.add(text.node(), text.path() + " must be a folder, relative to the file, or classpath:folder");
            } else {
                try {
                    locations.add("filesystem:"
                            + file.toAbsolutePath().resolveSibling(location).normalize());
                } catch (InvalidPathException invalid) {
                    problems.add(text.node(), text.path() + " is no path");
                }
            }
        }
        return locations;
    }

    private IsolationSettings isolation(@Nullable Section section) {
        Section column = section == null ? null : section.section("tenantColumn", ConfigKeys.TENANT_COLUMN);
        String name = column == null ? null : column(column.text("name"));
        TenantColumnType type = column == null ? null : type(column.text("type"));
        List<String> shared = new ArrayList<>();
        if (section != null) {
            for (Section.Located text : section.texts("sharedTables")) {
                String table = matching(text, ConfigKeys.TABLE, "must be a table, with or without schema");
                if (table != null) {
                    shared.add(table);
                }
            }
        }
        return new IsolationSettings(
                name == null ? IsolationSettings.DEFAULT_TENANT_COLUMN : name,
                type == null ? TenantColumnType.UUID : type,
                shared,
                section == null ? null : column(section.text("branchColumn")),
                section == null ? StartCheck.REFUSE : startCheck(section.text("startCheck")),
                section == null ? List.of() : waivers(section.sections("waivers", ConfigKeys.WAIVER)));
    }

    private EndPolicy endPolicy(Section.@Nullable Located text, PlanCatalog plans) {
        String word = matching(text, ConfigKeys.END_POLICY, "must be plan:<key>, restrict or suspend");
        if (text == null || word == null) {
            return EndPolicy.parse("suspend");
        }
        EndPolicy policy = EndPolicy.parse(word);
        String plan = policy.plan();
        if (plan != null && plans.plans().stream().noneMatch(one -> one.key().equals(plan))) {
            problems.add(text.node(), text.path() + " names plan " + plan + ", which the file does not have");
        }
        return policy;
    }

    private StartCheck startCheck(Section.@Nullable Located text) {
        return text == null
                ? StartCheck.REFUSE
                : chosen(text, StartCheck.values(), StartCheck::word).orElse(StartCheck.REFUSE);
    }

    private List<IsolationWaiver> waivers(List<Section> entries) {
        List<IsolationWaiver> waivers = new ArrayList<>();
        for (Section entry : entries) {
            String rule = matching(entry.required("rule"), ConfigKeys.RULE, "must be a rule such as A09");
            String object = value(entry.required("object"));
            String reason = value(entry.required("reason"));
            LocalDate until = day(entry.required("until"));
            if (rule != null && object != null && reason != null && until != null) {
                waivers.add(new IsolationWaiver(rule, object, reason, until));
            }
        }
        return waivers;
    }

    private @Nullable LocalDate day(Section.@Nullable Located text) {
        if (text == null) {
            return null;
        }
        if (ConfigKeys.DAY.matcher(text.value()).matches()) {
            try {
                return LocalDate.parse(text.value());
            } catch (DateTimeException e) {
                // No such day in the calendar: said below, as any other text.
            }
        }
        problems.add(text.node(), text.path() + " must be a day such as 2027-06-30");
        return null;
    }

    private <E> Optional<E> chosen(Section.Located text, E[] choices, Function<E, String> word) {
        Set<String> words = Stream.of(choices).map(word).collect(Collectors.toCollection(LinkedHashSet::new));
        Optional<E> choice = Stream.of(choices)
                .filter(one -> word.apply(one).equals(text.value()))
                .findFirst();
        if (choice.isEmpty()) {
            problems.add(
                    text.node(),
                    text.path() + " must be one of " + String.join(", ", words)
                            + Spelling.nearest(text.value(), words)
                                    .map(near -> "; did you mean '" + near + "'?")
                                    .orElse(""));
        }
        return choice;
    }

    private @Nullable String column(Section.@Nullable Located text) {
        return matching(text, ConfigKeys.COLUMN, "must be a column: up to 63 letters, digits and underscores");
    }

    private @Nullable TenantColumnType type(Section.@Nullable Located text) {
        return text == null
                ? null
                : chosen(text, TenantColumnType.values(), TenantColumnType::sqlName)
                        .orElse(null);
    }

    private @Nullable String matching(Section.@Nullable Located text, Pattern form, String rule) {
        if (text == null) {
            return null;
        }
        if (!form.matcher(text.value()).matches()) {
            problems.add(text.node(), text.path() + " " + rule);
            return null;
        }
        return text.value();
    }

    private static @Nullable String value(Section.@Nullable Located text) {
        return text == null ? null : text.value();
    }
}
