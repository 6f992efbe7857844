package io.tenancy.jdbc.internal.connection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Walks over SQL text just far enough to know where statements begin and end, which words they begin with, and how many placeholders
 * there are. Lexical rules: PostgreSQL documentation, chapter 4.1 (comments nest, dollar quotes, E'' escapes); placeholders as
 * pgjdbc reads them ({@code ??} is an operator).
 */
final class SqlScanner {
    private final String sql;
    private final List<List<String>> statements = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private final Set<String> vocabulary = new HashSet<>();
    private final Set<String> relationSchemas = new HashSet<>();
    private boolean relationFollows;
    private boolean inStatement;
    private boolean terminated = true;
    private final StringBuilder tail = new StringBuilder();
    private final StringBuilder bare = new StringBuilder();
    private int placeholders;
    private int end;
    private int at;

    SqlScanner(String sql) {
        this.sql = sql;
        scan();
    }

    /** The first words of each statement, upper case, at most three. */
    List<List<String>> statements() {
        return statements;
    }

    /** Every word outside of quotes, upper case. */
    Set<String> vocabulary() {
        return vocabulary;
    }

    /** The first word behind each FROM and JOIN: the schema of a qualified name, else the name itself. */
    Set<String> relationSchemas() {
        return relationSchemas;
    }

    /** False if the text ends inside a string, a quoted name, a comment or a dollar quote. */
    boolean isTerminated() {
        return terminated;
    }

    int placeholders() {
        return placeholders;
    }

    /** The text without the semicolons at its end; comments stay, somebody may read them in the server's log. */
    String body() {
        return sql.substring(0, end) + tail.toString().stripTrailing();
    }

    /** The text with every comment and every run of blanks as one blank. */
    String bare() {
        return bare.toString();
    }

    private void scan() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            int start = at;
            if (c == ';') {
                at++;
                bare.append(c);
                finishStatement();
            } else if (skipBlank(c)) {
                tail.append(sql, start, at);
                bare.append(bare.length() > 0 && bare.charAt(bare.length() - 1) == ' ' ? "" : " ");
            } else {
                inStatement = true;
                token(c);
                end = at;
                tail.setLength(0);
                bare.append(sql, start, at);
            }
        }
        finishStatement();
    }

    private boolean skipBlank(char c) {
        if (Character.isWhitespace(c)) {
            at++;
        } else if (c == '-' && next() == '-') {
            skipLine();
        } else if (c == '/' && next() == '*') {
            skipComment();
        } else {
            return false;
        }
        return true;
    }

    private void token(char c) {
        if (!isWordStart(c)) {
            if (relationFollows && c != '(') {
                relationSchemas.add(String.valueOf(c)); // a quoted name
            }
            relationFollows = false;
        }
        if (c == '\'') {
            skipQuoted('\'', false);
        } else if (c == '"') {
            skipQuoted('"', false);
            if (at < sql.length() && sql.charAt(at) == '(') {
                vocabulary.add("\""); // a function by a quoted name
            }
        } else if (c == '$') {
            skipDollar();
        } else if (c == '?') {
            if (next() == '?') {
                at += 2;
            } else {
                placeholders++;
                at++;
            }
        } else if (isWordStart(c)) {
            word();
        } else {
            if (words.size() < 3) {
                words.add(String.valueOf(c));
            }
            at++;
        }
    }

    private void word() {
        int start = at;
        while (at < sql.length() && isWordPart(sql.charAt(at))) {
            at++;
        }
        String word = sql.substring(start, at);
        if (at < sql.length() && sql.charAt(at) == '\'' && word.equalsIgnoreCase("e")) {
            skipQuoted('\'', true);
        } else {
            note(word.toUpperCase(Locale.ROOT));
        }
    }

    private void note(String word) {
        if (words.size() < 3) {
            words.add(word);
        }
        vocabulary.add(word);
        if (relationFollows) {
            relationSchemas.add(word);
        }
        relationFollows = word.equals("FROM") || word.equals("JOIN");
    }

    private char next() {
        return at + 1 < sql.length() ? sql.charAt(at + 1) : 0;
    }

    private void skipLine() {
        while (at < sql.length() && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
            at++;
        }
    }

    private void skipComment() {
        int depth = 0;
        do {
            if (at + 1 >= sql.length()) {
                at = sql.length();
                terminated = false;
                return;
            }
            if (sql.charAt(at) == '/' && next() == '*') {
                depth++;
                at += 2;
            } else if (sql.charAt(at) == '*' && next() == '/') {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0);
    }

    private void skipQuoted(char quote, boolean backslashes) {
        at++;
        while (at < sql.length()) {
            char c = sql.charAt(at++);
            if (backslashes && c == '\\') {
                at++;
            } else if (c == quote) {
                if (at < sql.length() && sql.charAt(at) == quote) {
                    at++;
                } else {
                    return;
                }
            }
        }
        at = sql.length();
        terminated = false;
    }

    private void skipDollar() {
        int tagEnd = at + 1;
        while (tagEnd < sql.length() && isWordPart(sql.charAt(tagEnd)) && sql.charAt(tagEnd) != '$') {
            tagEnd++;
        }
        boolean isQuote = tagEnd < sql.length()
                && sql.charAt(tagEnd) == '$'
                && (tagEnd == at + 1 || isWordStart(sql.charAt(at + 1)));
        if (!isQuote) {
            at++;
            return;
        }
        String tag = sql.substring(at, tagEnd + 1);
        int close = sql.indexOf(tag, tagEnd + 1);
        if (close < 0) {
            at = sql.length();
            terminated = false;
        } else {
            at = close + tag.length();
        }
    }

    private void finishStatement() {
        if (inStatement) {
            statements.add(words);
            words = new ArrayList<>();
            inStatement = false;
        }
    }

    private static boolean isWordStart(char c) {
        return c == '_' || Character.isLetter(c) || c >= 0x80;
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) || c == '$' || Character.isDigit(c);
    }
}
