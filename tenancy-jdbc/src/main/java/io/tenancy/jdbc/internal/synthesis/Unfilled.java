package io.tenancy.jdbc.internal.synthesis;

/**
 * A table that could not be given a row.
 *
 * @param table its number
 * @param sql its name as SQL takes it, qualified
 * @param reason why: the constraint that no value satisfied, what the server said, or the parent that is missing
 */
public record Unfilled(long table, String sql, String reason) {}
