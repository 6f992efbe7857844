package io.tenancy.jdbc.isolation;

/**
 * Something about a table that isolation does not mend by itself.
 *
 * @param problem what is wrong, one sentence
 * @param remedy the SQL that mends it
 */
public record IsolationWarning(String problem, String remedy) {}
