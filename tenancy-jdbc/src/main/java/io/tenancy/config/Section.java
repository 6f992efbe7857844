package io.tenancy.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A mapping of the file whose keys are all known. What does not fit is reported and then absent. */
final class Section {
    private final String path;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Node node;
    private final Problems problems;

    private Section(Node node, String path, Problems problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
    }

    static Section read(Node node, String path, Set<String> known, Problems problems) {
        Section section = new Section(node, path, problems);
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node, (path.isEmpty() ? "the file" : path) + " must be a mapping of keys, not " + kind(node));
            return section;
        }
        Map<String, Node> first = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            section.add(entry, known, first);
        }
        return section;
    }

    private void add(NodeTuple entry, Set<String> known, Map<String, Node> first) {
        Node keyNode = entry.getKeyNode();
        if (!(keyNode instanceof ScalarNode scalar)) {
            problems.add(keyNode, "a key must be a word, not " + kind(keyNode));
            return;
        }
        String key = scalar.getValue();
        Node earlier = first.putIfAbsent(key, keyNode);
        if (earlier != null) {
            String line = earlier.getStartMark()
                    .map(m -> " in line " + (m.getLine() + 1))
                    .orElse("");
            problems.add(keyNode, "key '" + shown(key) + "' stands already" + line);
        } else if (known.contains(key)) {
            values.put(key, entry.getValueNode());
        } else if (path.isEmpty() && ConfigKeys.RESERVED.contains(key)) {
            problems.add(keyNode, "'" + key + "' is not supported by this version yet");
        } else {
            problems.add(keyNode, unknown(key, known));
        }
    }

    private String unknown(String key, Set<String> known) {
        String where = path.isEmpty() ? "" : " in " + path;
        String said = "unknown key '" + shown(key) + "'" + where;
        if (Spelling.nearest(key, known).isEmpty()) {
            String home = ConfigKeys.homeOf(key);
            if (home != null && !home.equals(path)) {
                return said + "; it belongs under " + home;
            }
        }
        Set<String> words = new TreeSet<>(known);
        if (path.isEmpty()) {
            words.addAll(ConfigKeys.RESERVED);
            // Suggests a reserved word if that was meant, but lists only what works.
            return Spelling.nearest(key, words).isPresent()
                    ? said + Spelling.suggestion(key, words)
                    : said + Spelling.suggestion(key, known);
        }
        return said + Spelling.suggestion(key, words);
    }

    /** A mapping whose keys the user chooses, in the file's order. What does not fit is reported and then absent. */
    static Map<String, Located> entries(
            @Nullable Node node, String path, Predicate<String> isKey, String rule, Problems problems) {
        Map<String, Located> entries = new LinkedHashMap<>();
        if (node == null) {
            return entries;
        }
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node, path + " must be a mapping of keys, not " + kind(node));
            return entries;
        }
        for (NodeTuple entry : mapping.getValue()) {
            Node keyNode = entry.getKeyNode();
            String key = keyNode instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!isKey.test(key)) {
                problems.add(keyNode, "a key in " + path + " " + rule);
            } else if (entries.putIfAbsent(key, new Located(key, path + "." + key, entry.getValueNode())) != null) {
                problems.add(keyNode, "key '" + key + "' stands already");
            }
        }
        return entries;
    }

    /** What stands at a key, whatever it is. */
    @Nullable
    Node node(String key) {
        return values.get(key);
    }

    /** A whole number that stands at a key. */
    OptionalLong number(String key, long most) {
        Node node = values.get(key);
        if (node == null) {
            return OptionalLong.empty();
        }
        if (node instanceof ScalarNode scalar && scalar.getValue().matches("\\d{1,18}")) {
            long number = Long.parseLong(scalar.getValue());
            if (number <= most) {
                return OptionalLong.of(number);
            }
        }
        problems.add(node, name(key) + " must be a whole number from 0 to " + most);
        return OptionalLong.empty();
    }

    /** A yes or no that stands at a key. */
    boolean flag(String key) {
        Node node = values.get(key);
        if (node == null) {
            return false;
        }
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
            return Boolean.parseBoolean(scalar.getValue());
        }
        problems.add(node, name(key) + " must be true or false, not " + kind(node));
        return false;
    }

    @Nullable
    Section section(String key, Set<String> known) {
        Node node = values.get(key);
        return node == null ? null : read(node, name(key), known, problems);
    }

    @Nullable
    Located text(String key) {
        Node node = values.get(key);
        return node == null ? null : text(node, name(key));
    }

    List<Located> texts(String key) {
        Node node = values.get(key);
        List<Located> texts = new ArrayList<>();
        if (node == null) {
            return texts;
        }
        if (!(node instanceof SequenceNode sequence)) {
            problems.add(node, name(key) + " must be a list, not " + kind(node));
            return texts;
        }
        for (int i = 0; i < sequence.getValue().size(); i++) {
            Located text = text(sequence.getValue().get(i), name(key) + "[" + i + "]");
            if (text == null) {
                continue;
            }
            if (texts.stream().anyMatch(other -> other.value().equals(text.value()))) {
                problems.add(text.node(), text.path() + " stands in the list already");
            } else {
                texts.add(text);
            }
        }
        return texts;
    }

    /** A list of mappings that all have the same keys. */
    List<Section> sections(String key, Set<String> known) {
        Node node = values.get(key);
        List<Section> sections = new ArrayList<>();
        if (node == null) {
            return sections;
        }
        if (!(node instanceof SequenceNode sequence)) {
            problems.add(node, name(key) + " must be a list, not " + kind(node));
            return sections;
        }
        for (Node entry : sequence.getValue()) {
            sections.add(read(entry, name(key) + "[" + sections.size() + "]", known, problems));
        }
        return sections;
    }

    /** The text under a key, which must be there. */
    @Nullable
    Located required(String key) {
        if (!values.containsKey(key) && node instanceof MappingNode) {
            problems.add(node, path + " lacks '" + key + "'");
        }
        return text(key);
    }

    private @Nullable Located text(Node node, String name) {
        if (!(node instanceof ScalarNode scalar) || isNull(node)) {
            problems.add(node, name + " must be text, not " + kind(node));
            return null;
        }
        if (!scalar.getTag().equals(Tag.STR)) {
            problems.add(node, name + " must be text; put it in quotes, since without them it is " + kind(node));
            return null;
        }
        if (scalar.getValue().isBlank()) {
            problems.add(node, name + " is empty; remove the key or fill it");
            return null;
        }
        return new Located(scalar.getValue(), name, node);
    }

    private String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    static String kind(Node node) {
        if (node instanceof MappingNode) {
            return "a mapping";
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        if (isNull(node)) {
            return "nothing";
        }
        if (node.getTag().equals(Tag.BOOL)) {
            return "a boolean";
        }
        return node.getTag().equals(Tag.STR) ? "text" : "a number";
    }

    private static String shown(String key) {
        return key.length() > 40 ? key.substring(0, 40) + "..." : key;
    }

    /** A text, and where it stands. */
    record Located(String value, String path, Node node) {}
}
