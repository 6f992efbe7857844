package io.tenancy.testing.support.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code a[b][0]=c&d=e} into nested objects; {@code a[]=x} counts from 0. Stateless. */
final class FormDecoder {
    private static final Pattern KEY = Pattern.compile("\\[([^\\[\\]]*)]");

    private FormDecoder() {}

    static ObjectNode decode(String encoded) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        if (encoded.isEmpty()) {
            return root;
        }
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = text(equals < 0 ? pair : pair.substring(0, equals));
            put(root, path(name), equals < 0 ? "" : text(pair.substring(equals + 1)));
        }
        return root;
    }

    private static String text(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    private static List<String> path(String name) {
        List<String> path = new ArrayList<>();
        int bracket = name.indexOf('[');
        path.add(bracket < 0 ? name : name.substring(0, bracket));
        if (bracket >= 0) {
            Matcher matcher = KEY.matcher(name.substring(bracket));
            while (matcher.find()) {
                path.add(matcher.group(1));
            }
        }
        return path;
    }

    private static void put(ObjectNode root, List<String> path, String value) {
        ObjectNode at = root;
        for (int i = 0; i < path.size() - 1; i++) {
            JsonNode next = at.get(path.get(i));
            at = next instanceof ObjectNode inner ? inner : at.putObject(path.get(i));
        }
        String last = path.get(path.size() - 1);
        at.put(last.isEmpty() ? Integer.toString(at.size()) : last, value);
    }
}
