package io.tenancy.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The published schema and the loader say the same, in both directions. */
class ConfigSchemaTest {
    private final JsonNode schema = schema();

    @Test
    void everyKeyIsInBothAndNowhereMore() {
        Set<String> top = new TreeSet<>(ConfigKeys.TOP);
        top.addAll(ConfigKeys.RESERVED);
        assertThat(keys("")).isEqualTo(top);
        assertThat(keys("/properties/application")).isEqualTo(new TreeSet<>(ConfigKeys.APPLICATION));
        assertThat(keys("/properties/connections")).isEqualTo(new TreeSet<>(ConfigKeys.CONNECTIONS));
        assertThat(keys("/$defs/connection")).isEqualTo(new TreeSet<>(ConfigKeys.CONNECTION));
        assertThat(keys("/properties/isolation")).isEqualTo(new TreeSet<>(ConfigKeys.ISOLATION));
        assertThat(keys("/properties/isolation/properties/tenantColumn"))
                .isEqualTo(new TreeSet<>(ConfigKeys.TENANT_COLUMN));
    }

    @Test
    void everyMappingOfTheSchemaRefusesUnknownKeys() {
        List<JsonNode> mappings = new ArrayList<>();
        collectMappings(schema, mappings);
        assertThat(mappings)
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy(node -> assertThat(node.path("additionalProperties").isBoolean()
                                && !node.path("additionalProperties").asBoolean())
                        .isTrue());
    }

    @Test
    void reservedKeysAreRefusedByBoth() {
        for (String key : ConfigKeys.RESERVED) {
            assertThat(schema.at("/properties/" + key + "/$ref").asText())
                    .as(key)
                    .isEqualTo("#/$defs/reserved");
        }
        assertThat(schema.at("/$defs/reserved/not").isObject()).isTrue();
        for (ConnectionRole role : ConnectionRole.values()) {
            JsonNode connection = schema.at("/properties/connections/properties/" + role.key());
            assertThat(connection.path("$ref").asText()).isEqualTo("#/$defs/connection");
            assertThat(connection.path("description").asText()).contains(role.defaultUser());
        }
    }

    @Test
    void valuesHaveTheSameFormsInBoth() {
        List<String> types = new ArrayList<>();
        schema.at("/properties/isolation/properties/tenantColumn/properties/type/enum")
                .forEach(value -> types.add(value.asText()));
        assertThat(types).containsExactlyElementsOf(ConfigKeys.COLUMN_TYPES);
        assertThat(pattern("/properties/application/properties/keyPrefix")).isEqualTo(ConfigKeys.KEY_PREFIX.pattern());
        assertThat(pattern("/properties/isolation/properties/tenantColumn/properties/name"))
                .isEqualTo(ConfigKeys.COLUMN.pattern());
        assertThat(pattern("/properties/isolation/properties/branchColumn")).isEqualTo(ConfigKeys.COLUMN.pattern());
        assertThat(pattern("/properties/isolation/properties/sharedTables/items"))
                .isEqualTo(ConfigKeys.TABLE.pattern());
        assertThat(pattern("/$defs/connection/properties/password")).isEqualTo(ConfigKeys.PASSWORD.pattern());
        assertThat(schema.at("/properties/isolation/properties/tenantColumn/properties/name/default")
                        .asText())
                .isEqualTo(IsolationSettings.DEFAULT_TENANT_COLUMN);
    }

    private static void collectMappings(JsonNode node, List<JsonNode> mappings) {
        if (node.path("type").asText().equals("object")) {
            mappings.add(node);
        }
        node.forEach(child -> collectMappings(child, mappings));
    }

    private String pattern(String pointer) {
        return schema.at(pointer + "/pattern").asText();
    }

    private Set<String> keys(String pointer) {
        Set<String> keys = new TreeSet<>();
        schema.at(pointer + "/properties").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static JsonNode schema() {
        try (InputStream in = TenancyConfig.class.getResourceAsStream("tenancy.schema.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
