package io.tenancy.jdbc.internal.synthesis;

/**
 * Something that the server will check, as an expression that the server wrote out of its parsed form.
 *
 * @param name the constraint, for people
 * @param sql the expression; it holds if it is not false
 * @param clues further text in which constants stand that may satisfy it, such as the source of a function that it calls
 */
record Condition(String name, String sql, String clues) {
    Condition(String name, String sql) {
        this(name, sql, "");
    }
}
