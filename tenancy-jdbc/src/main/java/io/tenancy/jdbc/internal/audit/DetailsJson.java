package io.tenancy.jdbc.internal.audit;

import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the details of an event as PostgreSQL gives them: one flat object of texts, whole numbers and booleans. The database keeps
 * anything else out; of somebody who went round it comes an exception with the state {@value #UNREADABLE}.
 */
public final class DetailsJson {
    static final String UNREADABLE = "22023";

    private final String json;
    private int at;

    private DetailsJson(String json) {
        this.json = json;
    }

    private static SQLException unreadable(int place) {
        return new SQLException("The details of an event cannot be read at place " + place, UNREADABLE);
    }

    /**
     * Reads.
     *
     * @param json one flat object
     * @return text, {@link Long} or {@link Boolean} by name
     * @throws SQLException if it is something else
     */
    public static Map<String, Object> read(String json) throws SQLException {
        return new DetailsJson(json).object();
    }

    private Map<String, Object> object() throws SQLException {
        Map<String, Object> members = new TreeMap<>();
        expect('{');
        if (peek() != '}') {
            do {
                skipBlanks();
                String name = string();
                expect(':');
                members.put(name, value());
            } while (next(','));
        }
        expect('}');
        if (at != json.length()) {
            throw unreadable(at);
        }
        return members;
    }

    private Object value() throws SQLException {
        char first = peek();
        if (first == '"') {
            return string();
        }
        int start = at;
        while (at < json.length() && ",} ".indexOf(json.charAt(at)) < 0) {
            at++;
        }
        String word = json.substring(start, at);
        if (word.equals("true") || word.equals("false")) {
            return Boolean.valueOf(word);
        }
        try {
            return Long.valueOf(word);
        } catch (NumberFormatException e) {
            throw unreadable(start);
        }
    }

    private String string() throws SQLException {
        expect('"');
        StringBuilder text = new StringBuilder();
        while (true) {
            char one = take();
            if (one == '"') {
                return text.toString();
            }
            text.append(one == '\\' ? escaped() : one);
        }
    }

    private char escaped() throws SQLException {
        char one = take();
        return switch (one) {
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            case '"', '\\', '/' -> one;
            case 'u' -> {
                if (at + 4 > json.length()) {
                    throw unreadable(at);
                }
                at += 4;
                yield (char) Integer.parseInt(json.substring(at - 4, at), 16);
            }
            default -> throw unreadable(at);
        };
    }

    private char take() throws SQLException {
        if (at == json.length()) {
            throw unreadable(at);
        }
        return json.charAt(at++);
    }

    private void skipBlanks() {
        while (at < json.length() && json.charAt(at) == ' ') {
            at++;
        }
    }

    private char peek() throws SQLException {
        skipBlanks();
        if (at == json.length()) {
            throw unreadable(at);
        }
        return json.charAt(at);
    }

    private boolean next(char wanted) throws SQLException {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char wanted) throws SQLException {
        if (!next(wanted)) {
            throw unreadable(at);
        }
    }
}
