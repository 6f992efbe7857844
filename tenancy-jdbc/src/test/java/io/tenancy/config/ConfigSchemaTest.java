package io.tenancy.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.jdbc.isolation.StartCheck;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/** The published schema and the loader say the same, in both directions. */
class ConfigSchemaTest {
    private static final String WAIVER = "properties/isolation/properties/waivers/items";
    private static final String COLUMN = "properties/isolation/properties/tenantColumn";

    private static final String SINK = "properties/alerts/properties/sinks/additionalProperties";
    private static final String SETTING = "properties/settings/additionalProperties";
    private static final String DETECTION = "properties/alerts/properties/detection/additionalProperties";
    private static final String ERROR_RATE = "properties/alerts/properties/errorRate/properties";
    private static final String RULE = "properties/alerts/properties/rules/additionalProperties";
    private static final String LIMIT = "properties/rateLimits/additionalProperties";

    private final Object schema = schema();

    @Test
    void everyKeyIsInBothAndNowhereMore() {
        Set<String> top = new TreeSet<>(ConfigKeys.TOP);
        top.addAll(ConfigKeys.RESERVED);
        assertThat(keys("properties")).isEqualTo(top);
        assertThat(keys("properties/application/properties")).isEqualTo(new TreeSet<>(ConfigKeys.APPLICATION));
        assertThat(keys("properties/connections/properties")).isEqualTo(new TreeSet<>(ConfigKeys.CONNECTIONS));
        assertThat(keys("$defs/connection/properties")).isEqualTo(new TreeSet<>(ConfigKeys.CONNECTION));
        assertThat(keys("properties/isolation/properties")).isEqualTo(new TreeSet<>(ConfigKeys.ISOLATION));
        assertThat(keys("$defs/plan/properties")).isEqualTo(new TreeSet<>(ConfigKeys.PLAN));
        assertThat(keys(LIMIT + "/properties")).isEqualTo(new TreeSet<>(ConfigKeys.RATE_LIMIT));
        assertThat(keys("$defs/meter/properties")).isEqualTo(new TreeSet<>(ConfigKeys.METER));
        assertThat(keys("$defs/role/properties")).isEqualTo(new TreeSet<>(ConfigKeys.ROLE));
        assertThat(keys("$defs/permission/properties")).isEqualTo(new TreeSet<>(ConfigKeys.PERMISSION));
        assertThat(keys("properties/alerts/properties")).isEqualTo(new TreeSet<>(ConfigKeys.ALERTS));
        assertThat(keys(SETTING + "/properties")).isEqualTo(new TreeSet<>(ConfigKeys.SETTING));
        assertThat(keys(DETECTION + "/properties")).isEqualTo(new TreeSet<>(ConfigKeys.DETECTION));
        assertThat(keys(ERROR_RATE)).isEqualTo(new TreeSet<>(ConfigKeys.ALERT_ERROR_RATE));
        assertThat(keys(SINK + "/properties")).isEqualTo(new TreeSet<>(ConfigKeys.ALERT_SINK));
        assertThat(keys(RULE + "/properties")).isEqualTo(new TreeSet<>(ConfigKeys.ALERT_RULE));
        assertThat(keys("$defs/price/properties")).isEqualTo(new TreeSet<>(ConfigKeys.PRICE));
        assertThat(keys(COLUMN + "/properties")).isEqualTo(new TreeSet<>(ConfigKeys.TENANT_COLUMN));
        assertThat(keys(WAIVER + "/properties")).isEqualTo(new TreeSet<>(ConfigKeys.WAIVER));
        assertThat(at(WAIVER + "/required")).isEqualTo(List.copyOf(ConfigKeys.WAIVER));
    }

    @Test
    void everyMappingOfTheSchemaRefusesUnknownKeys() {
        List<Map<?, ?>> mappings = new ArrayList<>();
        collectMappings(schema, mappings);
        assertThat(mappings)
                .hasSize(31)
                .allSatisfy(mapping -> assertThat(mapping)
                        .satisfiesAnyOf(
                                one -> assertThat(one.get("additionalProperties"))
                                        .isEqualTo(false),
                                // Keys that the user chooses: their values have a form.
                                one -> assertThat(one.get("additionalProperties"))
                                        .isInstanceOf(Map.class)));
    }

    @Test
    void reservedKeysAreRefusedByBoth() {
        for (String key : ConfigKeys.RESERVED) {
            assertThat(at("properties/" + key + "/$ref")).as(key).isEqualTo("#/$defs/reserved");
        }
        assertThat(at("$defs/reserved/not")).isEqualTo(Map.of());
    }

    @Test
    void everyConnectionHasTheSameFormAndTellsItsDefaultUser() {
        for (ConnectionRole role : ConnectionRole.values()) {
            String connection = "properties/connections/properties/" + role.key();
            assertThat(at(connection + "/$ref")).isEqualTo("#/$defs/connection");
            assertThat(text(connection + "/description")).contains(role.defaultUser());
        }
    }

    @Test
    void valuesHaveTheSameFormsInBoth() {
        assertThat(at(COLUMN + "/properties/type/enum")).isEqualTo(List.copyOf(ConfigKeys.COLUMN_TYPES));
        assertThat(at("$defs/meter/properties/class/enum")).isEqualTo(List.copyOf(ConfigKeys.METER_CLASSES));
        assertThat(at("$defs/meter/properties/limit/enum")).isEqualTo(List.copyOf(ConfigKeys.METER_LIMITS));
        assertThat(at("$defs/meter/properties/table/pattern")).isEqualTo(ConfigKeys.TABLE.pattern());
        assertThat(at("$defs/meter/properties/column/pattern")).isEqualTo(ConfigKeys.COLUMN.pattern());
        assertThat(at("properties/isolation/properties/startCheck/enum"))
                .isEqualTo(List.copyOf(ConfigKeys.START_CHECKS));
        assertThat(at("properties/isolation/properties/startCheck/default")).isEqualTo(StartCheck.REFUSE.word());
        assertThat(at(LIMIT + "/properties/by/enum")).isEqualTo(List.copyOf(ConfigKeys.RATE_LIMIT_BY));
        assertThat(at(LIMIT + "/properties/whenDown/enum")).isEqualTo(List.copyOf(ConfigKeys.RATE_LIMIT_OUTAGE));
        assertThat(at(LIMIT + "/properties/per/pattern")).isEqualTo(ConfigKeys.RATE_LIMIT_PER.pattern());
        assertThat(at(SETTING + "/properties/type/enum")).isEqualTo(List.copyOf(ConfigKeys.SETTING_TYPES));
        assertThat(at(ERROR_RATE + "/warning/pattern")).isEqualTo(ConfigKeys.PERCENT.pattern());
        assertThat(at(ERROR_RATE + "/critical/pattern")).isEqualTo(ConfigKeys.PERCENT.pattern());
        assertThat(at(ERROR_RATE + "/within/pattern")).isEqualTo(ConfigKeys.RATE_LIMIT_PER.pattern());
        assertThat(at(SINK + "/properties/type/enum")).isEqualTo(List.copyOf(ConfigKeys.ALERT_SINK_TYPES));
        assertThat(at(SINK + "/properties/url/pattern")).isEqualTo(ConfigKeys.PASSWORD.pattern());
        assertThat(at(RULE + "/properties/atLeast/enum")).isEqualTo(List.copyOf(ConfigKeys.ALERT_SEVERITIES));
        assertThat(at(RULE + "/properties/window/pattern")).isEqualTo(ConfigKeys.RATE_LIMIT_PER.pattern());
        assertThat(at(WAIVER + "/properties/rule/pattern")).isEqualTo(ConfigKeys.RULE.pattern());
        assertThat(at(WAIVER + "/properties/until/pattern")).isEqualTo(ConfigKeys.DAY.pattern());
        assertThat(at(COLUMN + "/properties/name/default")).isEqualTo(IsolationSettings.DEFAULT_TENANT_COLUMN);
        assertThat(at(COLUMN + "/properties/name/pattern")).isEqualTo(ConfigKeys.COLUMN.pattern());
        assertThat(at("properties/isolation/properties/branchColumn/pattern")).isEqualTo(ConfigKeys.COLUMN.pattern());
        assertThat(at("properties/isolation/properties/sharedTables/items/pattern"))
                .isEqualTo(ConfigKeys.TABLE.pattern());
        assertThat(at("properties/application/properties/keyPrefix/pattern"))
                .isEqualTo(ConfigKeys.KEY_PREFIX.pattern());
        assertThat(at("$defs/connection/properties/password/pattern")).isEqualTo(ConfigKeys.PASSWORD.pattern());
    }

    private static void collectMappings(Object node, List<Map<?, ?>> mappings) {
        if (node instanceof Map<?, ?> map) {
            if ("object".equals(map.get("type"))) {
                mappings.add(map);
            }
            map.values().forEach(child -> collectMappings(child, mappings));
        }
    }

    private Set<String> keys(String path) {
        Set<String> keys = new TreeSet<>();
        ((Map<?, ?>) at(path)).keySet().forEach(key -> keys.add((String) key));
        return keys;
    }

    private String text(String path) {
        return (String) at(path);
    }

    private Object at(String path) {
        Object node = schema;
        for (String key : path.split("/")) {
            node = ((Map<?, ?>) node).get(key);
            assertThat(node).as(path).isNotNull();
        }
        return node;
    }

    /** JSON is YAML, so the parser that is there reads it. */
    private static Object schema() {
        try (InputStream in = TenancyConfig.class.getResourceAsStream("tenancy.schema.json")) {
            return new Load(LoadSettings.builder().setSchema(new JsonSchema()).build()).loadFromInputStream(in);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
