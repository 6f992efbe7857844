package io.tenancy.jdbc.internal.synthesis;

import org.jspecify.annotations.Nullable;

/**
 * A column that a row has to fill. Immutable.
 *
 * @param number its number in the table
 * @param name its name
 * @param sql its name as SQL takes it
 * @param type its type
 * @param required whether null is refused
 * @param generated the expression that the server computes it with; null for an ordinary column
 * @param counted whether a sequence would fill it
 * @param byDefault its default, if it is one that can be read without moving anything
 */
record Field(
        int number,
        String name,
        String sql,
        TypeShape type,
        boolean required,
        @Nullable String generated,
        boolean counted,
        @Nullable String byDefault) {}
