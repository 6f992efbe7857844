package io.tenancy.cli.adopt;

import io.tenancy.cli.output.ReportDocument;
import io.tenancy.tenant.TenantKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What a plan remembers beside its scripts: {@code adoption.json}.
 *
 * @param decisions what somebody decided
 * @param tenants the tenants of the rows that are there
 * @param columns the original columns of every table that changes hands, by table: what checksums are made over
 * @param types what each table was taken for
 * @param digest of all scripts as they were planned
 * @param files the names of the migrations
 */
record Manifest(
        Decisions decisions,
        List<FirstTenant> tenants,
        Map<String, List<String>> columns,
        Map<String, TableClass> types,
        String digest,
        List<String> files) {
    static final String FILE = "adoption.json";

    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"]|\"\")*)\"");

    /** Tables that are the same for every tenant, as the audit takes their names: without the quotes that SQL needs. */
    List<String> sharedTables() {
        return types.entrySet().stream()
                .filter(entry -> entry.getValue() == TableClass.SHARED)
                .map(entry -> QUOTED.matcher(entry.getKey())
                        .replaceAll(
                                name -> Matcher.quoteReplacement(name.group(1).replace("\"\"", "\""))))
                .toList();
    }

    static String digest(List<PlannedFile> files) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (PlannedFile file : files) {
                sha.update((file.path() + '\0' + file.text() + '\0').getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    String json() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("version", 1);
        tree.put("tenantColumn", decisions.tenantColumn());
        tree.put("column", decisions.column());
        tree.put("values", decisions.valuesAsText());
        tree.put(
                "unmapped",
                decisions.unmapped() == null ? null : decisions.unmapped().value());
        tree.put("nulls", decisions.nulls() == null ? null : decisions.nulls().value());
        tree.put(
                "tenants",
                tenants.stream()
                        .map(tenant -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("id", tenant.id().toString());
                            one.put("key", tenant.key().value());
                            one.put("name", tenant.name());
                            return one;
                        })
                        .toList());
        tree.put(
                "tables",
                columns.entrySet().stream()
                        .map(entry -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("table", entry.getKey());
                            one.put("type", String.valueOf(types.get(entry.getKey())));
                            one.put("columns", entry.getValue());
                            return one;
                        })
                        .toList());
        tree.put("files", files);
        tree.put("digest", digest);
        return ReportDocument.json(tree);
    }

    static Optional<Manifest> find(Path folder) {
        Path file = folder.resolve(FILE);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    static Manifest require(Path folder) {
        return find(folder)
                .orElseThrow(() -> AdoptionException.usage(
                        "There is no plan in " + folder, "Make it with: tenancyctl adopt --tenant KEY --out DIR"));
    }

    private static Manifest read(Path file) {
        try {
            Object tree = new Load(
                            LoadSettings.builder().setLabel(file.toString()).build())
                    .loadFromString(Files.readString(file));
            return of((Map<?, ?>) tree);
        } catch (IOException | YamlEngineException | ClassCastException | IllegalArgumentException e) {
            throw AdoptionException.usage(
                    "The plan cannot be read: " + file, "Restore the file, or remove the folder and plan again");
        }
    }

    private static Manifest of(Map<?, ?> tree) {
        List<FirstTenant> tenants = new ArrayList<>();
        for (Map<?, ?> one : maps(tree.get("tenants"))) {
            tenants.add(new FirstTenant(
                    UUID.fromString(text(one, "id")), TenantKey.of(text(one, "key")), text(one, "name")));
        }
        Map<String, List<String>> columns = new LinkedHashMap<>();
        Map<String, TableClass> types = new LinkedHashMap<>();
        for (Map<?, ?> one : maps(tree.get("tables"))) {
            columns.put(text(one, "table"), texts(one.get("columns")));
            types.put(text(one, "table"), TableClass.valueOf(text(one, "type")));
        }
        return new Manifest(
                decisions(tree, tenants, types),
                tenants,
                columns,
                types,
                text(tree, "digest"),
                texts(tree.get("files")));
    }

    private static Decisions decisions(Map<?, ?> tree, List<FirstTenant> tenants, Map<String, TableClass> types) {
        Set<String> shared = new TreeSet<>();
        Set<String> ofTenants = new TreeSet<>();
        types.forEach((table, type) -> (type == TableClass.SHARED ? shared : ofTenants).add(table));
        Map<String, TenantKey> values = new TreeMap<>();
        if (tree.get("values") instanceof Map<?, ?> map) {
            map.forEach((value, key) -> values.put(String.valueOf(value), TenantKey.of(String.valueOf(key))));
        }
        Object column = tree.get("column");
        return new Decisions(
                column == null ? tenants.get(0).key() : null,
                column == null ? tenants.get(0).name() : null,
                shared,
                ofTenants,
                text(tree, "tenantColumn"),
                column == null ? null : column.toString(),
                values,
                key(tree, "unmapped"),
                key(tree, "nulls"));
    }

    private static @Nullable TenantKey key(Map<?, ?> tree, String name) {
        Object value = tree.get(name);
        return value == null ? null : TenantKey.of(value.toString());
    }

    private static List<Map<?, ?>> maps(@Nullable Object list) {
        List<Map<?, ?>> maps = new ArrayList<>();
        for (Object one : list instanceof List<?> found ? found : List.of()) {
            maps.add((Map<?, ?>) one);
        }
        return maps;
    }

    private static List<String> texts(@Nullable Object list) {
        return list instanceof List<?> found
                ? found.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static String text(Map<?, ?> tree, String name) {
        Object value = tree.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value.toString();
    }
}
