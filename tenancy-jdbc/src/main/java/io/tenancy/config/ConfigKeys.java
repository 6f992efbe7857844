package io.tenancy.config;

import io.tenancy.jdbc.isolation.StartCheck;
import io.tenancy.jdbc.isolation.TenantColumnType;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Every key and form that the file may have. The JSON Schema says the same; a test compares them. */
final class ConfigKeys {
    static final Set<String> TOP = ordered(
            "application",
            "connections",
            "migrations",
            "isolation",
            "permissions",
            "roles",
            "features",
            "plans",
            "rateLimits",
            "meters",
            "onTrialEnd",
            "onSubscriptionEnd",
            "alerts",
            "settings");

    /** Names that later versions fill, so that nobody uses them for something else. */
    static final Set<String> RESERVED = ordered("gateways");

    static final Set<String> APPLICATION = ordered("name", "keyPrefix", "baseDomain");
    static final Set<String> CONNECTIONS = ordered(
            Arrays.stream(ConnectionRole.values()).map(ConnectionRole::key).toArray(String[]::new));
    static final Set<String> CONNECTION = ordered("url", "user", "password");
    static final Set<String> ISOLATION =
            ordered("tenantColumn", "sharedTables", "branchColumn", "startCheck", "waivers");
    static final Set<String> WAIVER = ordered("rule", "object", "reason", "until");
    static final Set<String> TENANT_COLUMN = ordered("name", "type");

    static final Set<String> PLAN =
            ordered("name", "addOn", "prices", "trialDays", "graceDays", "contactSales", "features");
    static final Set<String> PERMISSION = ordered("description", "dangerous");
    static final Set<String> ROLE = ordered("name", "description", "permissions", "inherits", "dynamic");
    static final Set<String> PRICE = ordered("monthly", "yearly");
    static final Set<String> RATE_LIMIT = ordered("by", "limit", "per", "whenDown", "block");
    static final Set<String> RATE_LIMIT_BY = ordered("key", "tenant", "address");
    static final Set<String> RATE_LIMIT_OUTAGE = ordered("allow", "refuse");
    static final Pattern RATE_LIMIT_PER = Pattern.compile("^(?:([1-9][0-9]{0,5}) )?(second|minute|hour|day)s?$");
    static final Set<String> METER =
            ordered("class", "window", "feature", "limit", "thresholds", "block", "table", "column", "onPlanChange");
    static final Set<String> METER_CLASSES = ordered("gauge", "exact", "buffered");
    static final Set<String> METER_LIMITS = ordered("hard", "soft");
    static final Set<String> METER_PLAN_CHANGES = ordered("carry", "reset", "prorate");
    static final Set<String> SETTING = ordered("type", "oneOf", "from", "to", "default", "changedBy");
    static final Set<String> SETTING_TYPES = ordered("boolean", "integer", "text");
    static final Set<String> ALERTS = ordered("sinks", "rules", "errorRate", "detection");
    static final Set<String> DETECTION = ordered("event", "by", "count", "within", "severity", "action", "for");
    static final Set<String> DETECTION_BY = ordered("subject", "address");
    static final Set<String> ALERT_ERROR_RATE = ordered("warning", "critical", "requests", "within");

    static final Pattern PERCENT = Pattern.compile("^((?:[0-9]|[1-9][0-9]|100)(?:\\.[0-9]{1,3})?) ?%$");

    static final Set<String> ALERT_SINK = ordered("type", "url", "routingKey");
    /** The type of sinks that the application brings in code. */
    static final String ALERT_SINK_CODE = "code";

    static final Set<String> ALERT_SINK_TYPES = ordered("slack", "pagerduty", "webhook", ALERT_SINK_CODE);
    static final Set<String> ALERT_RULE = ordered("on", "atLeast", "sinks", "window");
    static final Set<String> ALERT_SEVERITIES = ordered("info", "warning", "critical");
    static final Set<String> FEATURE_TYPES = ordered("boolean", "integer", "size");

    static final Set<String> COLUMN_TYPES = ordered(Arrays.stream(TenantColumnType.values())
            .map(TenantColumnType::sqlName)
            .toArray(String[]::new));

    static final Set<String> START_CHECKS =
            ordered(Arrays.stream(StartCheck.values()).map(StartCheck::word).toArray(String[]::new));

    static final Pattern END_POLICY = Pattern.compile("^(?:plan:[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*|restrict|suspend)$");
    static final Pattern RULE = Pattern.compile("^[A-Z][0-9]{2}$");
    static final Pattern DAY = Pattern.compile("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
    static final Pattern KEY_PREFIX = Pattern.compile("^[a-z][a-z0-9]{0,15}$");
    static final Pattern COLUMN = Pattern.compile("^[A-Za-z_][A-Za-z0-9_$]{0,62}$");
    static final Pattern TABLE = Pattern.compile("^([A-Za-z_][A-Za-z0-9_$]{0,62}\\.)?[A-Za-z_][A-Za-z0-9_$]{0,62}$");
    static final Pattern PASSWORD = Pattern.compile("^\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}$");

    private static final Pattern NAME = Pattern.compile("^[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*$");

    private static final Map<String, Set<String>> HOMES = homes();

    private ConfigKeys() {}

    /** Whether something in the file may be called so. */
    static boolean isName(String text) {
        return text.length() <= 63 && NAME.matcher(text).matches();
    }

    /** The section that has this key, or null. */
    static @Nullable String homeOf(String key) {
        for (Map.Entry<String, Set<String>> home : HOMES.entrySet()) {
            if (home.getValue().contains(key)) {
                return home.getKey();
            }
        }
        return null;
    }

    private static Map<String, Set<String>> homes() {
        Map<String, Set<String>> homes = new LinkedHashMap<>();
        homes.put("isolation", ISOLATION);
        homes.put("application", APPLICATION);
        homes.put("connections", CONNECTIONS);
        return homes;
    }

    private static Set<String> ordered(String... keys) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(keys)));
    }
}
