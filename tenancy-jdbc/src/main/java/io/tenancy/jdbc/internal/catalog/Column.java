package io.tenancy.jdbc.internal.catalog;

/**
 * A column of a table. Immutable.
 *
 * @param relation its table
 * @param number its number
 * @param name its name, as it is
 * @param sql its name as SQL takes it
 * @param type its type, of a domain the type below
 * @param notNull whether it takes no null
 */
public record Column(long relation, int number, String name, String sql, String type, boolean notNull) {}
