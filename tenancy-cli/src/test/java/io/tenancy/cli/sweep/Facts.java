package io.tenancy.cli.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenancy.tenant.Tenant;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/** What the control plane keeps of one tenant, read by a superuser from every table that the catalog has. */
final class Facts {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}([T ].*)?");
    private static final ObjectMapper JSON = new ObjectMapper();

    final Set<UUID> ids = new LinkedHashSet<>();
    final Set<String> texts = new LinkedHashSet<>();
    final Map<String, List<String>> rows = new TreeMap<>();

    private Facts() {}

    static Facts of(World world, Tenant tenant) throws SQLException, IOException {
        Facts facts = new Facts();
        String id = tenant.id().toString();
        try (Connection connection = world.database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : tables(statement)) {
                facts.read(statement, table, "tenant_id = '" + id + "'");
            }
            facts.read(statement, "tenant", "id = '" + id + "'");
            facts.read(statement, "account", "email like '%@" + tenant.key() + ".example'");
            facts.read(statement, "tenant_key", "key = '" + tenant.key() + "'");
        }
        return facts;
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(
                "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'"
                        + " where c.relnamespace = 'tenancy'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition"
                        + " order by 1")) {
            while (result.next()) {
                tables.add(result.getString(1));
            }
        }
        return tables;
    }

    private void read(Statement statement, String table, String which) throws SQLException, IOException {
        List<String> found = rows.computeIfAbsent(table, none -> new ArrayList<>());
        try (ResultSet result = statement.executeQuery(
                "select to_jsonb(t)::text from tenancy." + table + " t where " + which + " order by 1")) {
            while (result.next()) {
                found.add(result.getString(1));
                collect(JSON.readTree(result.getString(1)));
            }
        }
    }

    private void collect(JsonNode node) {
        node.elements().forEachRemaining(this::collect);
        if (!node.isTextual()) {
            return;
        }
        String text = node.textValue();
        if (ID.matcher(text).matches()) {
            ids.add(UUID.fromString(text));
        } else if (!text.isEmpty()
                && text.length() <= 200
                && !text.startsWith("\\x")
                && !TIME.matcher(text).matches()) {
            texts.add(text);
        }
    }
}
