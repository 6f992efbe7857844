package io.tenancy.jdbc.internal.synthesis;

import java.util.List;

/**
 * A foreign key, from the child's side. Immutable.
 *
 * @param name the constraint, as SQL takes it
 * @param parent the number of the table it refers to
 * @param columns the child's columns
 * @param parentColumns the parent's, one for each, by name as SQL takes it
 * @param deferrable whether it can be checked later
 */
record Link(String name, long parent, List<Field> columns, List<String> parentColumns, boolean deferrable) {}
