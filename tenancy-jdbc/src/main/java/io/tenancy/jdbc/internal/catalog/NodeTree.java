package io.tenancy.jdbc.internal.catalog;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text form of a {@code pg_node_tree}. Knows its grammar and no node in particular, so that a new field or node of a later
 * PostgreSQL is read as well. What cannot be read is no tree, which a judge has to take for the worst.
 */
public final class NodeTree {
    private final String text;
    private int at;

    private NodeTree(String text) {
        this.text = text;
    }

    /**
     * Reads a tree.
     *
     * @param text the text, or null
     * @return the tree; null if there is none or it cannot be read
     */
    public static @Nullable Node parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            NodeTree reader = new NodeTree(text);
            Node node = reader.node();
            return reader.peek() == 0 ? node : null;
        } catch (ParseException e) {
            return null;
        }
    }

    private ParseException unreadable() {
        return new ParseException("no node tree", at);
    }

    private @Nullable Node node() throws ParseException {
        return switch (peek()) {
            case 0 -> throw unreadable();
            case '{' -> struct();
            case '(' -> items('(', ')');
            case '[' -> items('[', ']');
            default -> word();
        };
    }

    private Node.Struct struct() throws ParseException {
        take('{');
        String kind = token();
        Map<String, List<Node>> fields = new LinkedHashMap<>();
        while (peek() != '}') {
            String name = token();
            if (!name.startsWith(":")) {
                throw unreadable();
            }
            // A name that comes twice is a foreign word that looks like one: then nothing here can be trusted.
            if (fields.put(name.substring(1), values()) != null) {
                throw unreadable();
            }
        }
        take('}');
        return new Node.Struct(kind, fields);
    }

    private List<Node> values() throws ParseException {
        List<Node> values = new ArrayList<>();
        while (peek() != '}' && peek() != ':') {
            Node value = node();
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private Node.Items items(char open, char close) throws ParseException {
        take(open);
        List<Node> nodes = new ArrayList<>();
        while (peek() != close) {
            Node node = node();
            if (node != null) {
                nodes.add(node);
            }
        }
        take(close);
        return new Node.Items(nodes);
    }

    private @Nullable Node word() throws ParseException {
        String token = token();
        return token.equals("<>") ? null : new Node.Word(token);
    }

    private String token() throws ParseException {
        char next = peek();
        int from = at;
        StringBuilder token = new StringBuilder();
        if (next == '"') {
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                token.append(letter());
            }
            take('"');
            return token.toString();
        }
        while (at < text.length() && " \n\t(){}[]".indexOf(text.charAt(at)) < 0) {
            token.append(letter());
        }
        if (at == from) {
            throw unreadable();
        }
        return token.toString();
    }

    private char letter() throws ParseException {
        if (text.charAt(at) == '\\') {
            at++;
        }
        if (at >= text.length()) {
            throw unreadable();
        }
        return text.charAt(at++);
    }

    /** The next letter that is no blank, 0 at the end. */
    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void take(char expected) throws ParseException {
        if (peek() != expected) {
            throw unreadable();
        }
        at++;
    }
}
