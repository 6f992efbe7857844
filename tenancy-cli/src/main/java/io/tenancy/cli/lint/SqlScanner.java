package io.tenancy.cli.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a script into statements by PostgreSQL's lexical rules: strings of every kind, dollar quotes, nested comments, bodies with BEGIN
 * ATOMIC, parentheses, and the data after COPY FROM STDIN. The rest is the parser's.
 */
final class SqlScanner {
    private static final String CLOSE = "Close it";
    /** Beyond it the parser takes minutes; a hundred is already more than people write. */
    private static final int DEEPEST = 500;

    private final String text;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final List<Integer> escapes = new ArrayList<>();
    private int at;
    private int start = -1;
    private int parentheses;
    private int blocks;

    /** A statement from its first character to behind its last; and the backslashes that quote a quote in it. */
    record Piece(int start, int end, List<Integer> escapedQuotes) {}

    /** A comment that ends with its line. */
    record Comment(int at, String text) {}

    SqlScanner(String text) {
        this.text = text;
    }

    List<Piece> pieces() {
        return pieces;
    }

    List<Comment> comments() {
        return comments;
    }

    SqlScanner scan() throws SqlSyntaxException {
        if (text.startsWith("\ufeff")) {
            at = 1;
        }
        while (at < text.length()) {
            step();
        }
        finish(text.length());
        return this;
    }

    private void step() throws SqlSyntaxException {
        char c = text.charAt(at);
        if (c == '-' && next('-')) {
            lineComment();
        } else if (c == '/' && next('*')) {
            blockComment();
        } else if (Character.isWhitespace(c)) {
            at++;
        } else if (c == ';' && parentheses == 0 && blocks == 0) {
            finish(at);
            at++;
        } else if (c == '\\') {
            throw new SqlSyntaxException(
                    at, "A command of psql, which Flyway cannot run: " + line(at), "Write it in SQL, or take it out");
        } else if (c == 0) {
            throw new SqlSyntaxException(at, "A NUL character, which PostgreSQL does not take", "Take it out");
        } else {
            begin();
            token(c);
        }
    }

    private void begin() {
        if (start < 0) {
            start = at;
        }
    }

    private void token(char c) throws SqlSyntaxException {
        if (c == '\'') {
            string(isPrefixed("e"));
        } else if (c == '"') {
            quoted();
        } else if (c == '$' && isDollarQuote()) {
            dollarQuote();
        } else if (Character.isJavaIdentifierStart(c) && c != '$') {
            word();
        } else {
            parenthesis(c);
            at++;
        }
    }

    private void parenthesis(char c) throws SqlSyntaxException {
        if (c == '(' && ++parentheses > DEEPEST) {
            throw new SqlSyntaxException(start, "A statement nested too deeply to be read", "Write it flatter");
        }
        if (c == ')' && parentheses > 0) {
            parentheses--;
        }
    }

    private boolean next(char c) {
        return at + 1 < text.length() && text.charAt(at + 1) == c;
    }

    private void lineComment() {
        int end = text.indexOf('\n', at);
        end = end < 0 ? text.length() : end;
        comments.add(new Comment(at, text.substring(at + 2, end).strip()));
        at = end;
    }

    private void blockComment() throws SqlSyntaxException {
        int from = at;
        int depth = 0;
        do {
            if (at + 1 >= text.length()) {
                throw new SqlSyntaxException(from, "A comment that does not end", CLOSE);
            }
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0);
    }

    private boolean isPrefixed(String prefix) {
        return at > 0
                && text.substring(at - 1, at).equalsIgnoreCase(prefix)
                && (at < 2 || !Character.isJavaIdentifierPart(text.charAt(at - 2)));
    }

    private void string(boolean escaping) throws SqlSyntaxException {
        int from = at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (escaping && c == '\\') {
                if (next('\'')) {
                    escapes.add(at);
                }
                at++;
            } else if (c == '\'') {
                if (!next('\'')) {
                    at++;
                    return;
                }
                at++;
            }
            at++;
        }
        throw new SqlSyntaxException(from, "A string that does not end", CLOSE);
    }

    private void quoted() throws SqlSyntaxException {
        int end = text.indexOf('"', at + 1);
        if (end < 0) {
            throw new SqlSyntaxException(at, "A quoted name that does not end", CLOSE);
        }
        at = end + 1;
    }

    private boolean isDollarQuote() {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '$' && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return end < text.length()
                && text.charAt(end) == '$'
                && (end == at + 1 || !Character.isDigit(text.charAt(at + 1)));
    }

    private void dollarQuote() throws SqlSyntaxException {
        String tag = text.substring(at, text.indexOf('$', at + 1) + 1);
        int end = text.indexOf(tag, at + tag.length());
        if (end < 0) {
            throw new SqlSyntaxException(at, "A string quoted with " + tag + " that does not end", CLOSE);
        }
        at = end + tag.length();
    }

    private void word() {
        int from = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        String word = text.substring(from, at).toLowerCase(Locale.ROOT);
        if (words.size() < 4 || word.equals("stdin")) {
            words.add(word);
        }
        if (!isRoutine()) {
            return;
        }
        if (word.equals("begin") || (word.equals("case") && blocks > 0)) {
            blocks++;
        } else if (word.equals("end") && blocks > 0) {
            blocks--;
        }
    }

    private boolean isRoutine() {
        List<String> head = words.stream()
                .filter(word -> !word.equals("or") && !word.equals("replace"))
                .toList();
        return head.size() > 1
                && head.get(0).equals("create")
                && (head.get(1).equals("function") || head.get(1).equals("procedure"));
    }

    private void finish(int end) throws SqlSyntaxException {
        boolean data = !words.isEmpty() && words.get(0).equals("copy") && words.contains("stdin");
        if (start >= 0) {
            pieces.add(new Piece(start, end, List.copyOf(escapes)));
        }
        start = -1;
        parentheses = 0;
        blocks = 0;
        words.clear();
        escapes.clear();
        if (data && end < text.length()) {
            skipData(end);
        }
    }

    private void skipData(int from) throws SqlSyntaxException {
        int end = text.indexOf("\n\\.", from);
        if (end < 0) {
            throw new SqlSyntaxException(from, "COPY FROM STDIN whose data do not end", "End them with a line \\.");
        }
        at = end + 2;
    }

    private String line(int from) {
        int end = text.indexOf('\n', from);
        String line = text.substring(from, end < 0 ? text.length() : end).strip();
        return line.length() > 40 ? line.substring(0, 40) + ".." : line;
    }
}
