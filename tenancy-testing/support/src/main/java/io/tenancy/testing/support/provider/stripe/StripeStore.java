package io.tenancy.testing.support.provider.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenancy.testing.support.SettableClock;
import io.tenancy.testing.support.provider.ProviderRefusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The objects of a fake Stripe, by kind and id, as the JSON that is answered. Not thread-safe: the fake has its lock. */
final class StripeStore {
    private final Map<String, Map<String, ObjectNode>> kinds = new LinkedHashMap<>();
    private final SettableClock clock;
    private long made;

    StripeStore(SettableClock clock) {
        this.clock = clock;
    }

    long now() {
        return clock.instant().getEpochSecond();
    }

    /** A new object with id, kind and time of birth. */
    ObjectNode make(String kind, String prefix) {
        return make(kind, prefix, String.format("%s_%014d", prefix, ++made));
    }

    ObjectNode make(String kind, String prefix, String id) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("id", id).put("object", kind).put("created", now()).put("livemode", false);
        object.putObject("metadata");
        kinds.computeIfAbsent(prefix, key -> new LinkedHashMap<>()).put(id, object);
        return object;
    }

    String nextId(String prefix) {
        return String.format("%s_%014d", prefix, ++made);
    }

    ObjectNode require(String prefix, String id) {
        ObjectNode object = kinds.getOrDefault(prefix, Map.of()).get(id);
        if (object == null) {
            throw new ProviderRefusal(404, "invalid_request_error", "resource_missing", "No such object: " + id);
        }
        return object;
    }

    boolean has(String prefix, String id) {
        return kinds.getOrDefault(prefix, Map.of()).containsKey(id);
    }

    List<ObjectNode> all(String prefix) {
        return List.copyOf(kinds.getOrDefault(prefix, Map.of()).values());
    }

    /** A page as Stripe answers it; the newest first. */
    ObjectNode list(String prefix, String url, Predicate<ObjectNode> wanted) {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.put("object", "list").put("url", url).put("has_more", false);
        var data = page.putArray("data");
        List<ObjectNode> all = all(prefix);
        for (int i = all.size() - 1; i >= 0; i--) {
            if (wanted.test(all.get(i))) {
                data.add(all.get(i));
            }
        }
        return page;
    }

    /** Copies what was sent of metadata. */
    static void metadata(ObjectNode object, JsonNode form) {
        JsonNode sent = form.path("metadata");
        ObjectNode kept = object.withObject("/metadata");
        sent.properties()
                .forEach(entry -> kept.put(entry.getKey(), entry.getValue().asText()));
    }

    static String text(JsonNode form, String name) {
        JsonNode value = form.path(name);
        return value.isValueNode() ? value.asText() : "";
    }

    static String required(JsonNode form, String name) {
        String value = text(form, name);
        if (value.isEmpty()) {
            throw new ProviderRefusal(
                    400, "invalid_request_error", "parameter_missing", "Missing required param: " + name);
        }
        return value;
    }
}
