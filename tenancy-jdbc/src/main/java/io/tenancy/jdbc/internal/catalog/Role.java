package io.tenancy.jdbc.internal.catalog;

/**
 * A role of the server. Immutable.
 *
 * @param oid its number
 * @param sql its name as SQL takes it
 * @param name its name, as it is
 * @param superuser whether no rule binds it
 * @param bypasses whether no policy binds it
 * @param makesRoles whether it may make roles
 * @param replicates whether it may read the write-ahead log
 * @param login whether it can log in
 */
public record Role(
        long oid,
        String sql,
        String name,
        boolean superuser,
        boolean bypasses,
        boolean makesRoles,
        boolean replicates,
        boolean login) {}
