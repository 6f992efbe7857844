package io.tenancy.cli.lint;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a statement does, as far as a rule asks. Every {@code at} is where the clause begins in the script. */
sealed interface Statement {
    record Column(
            String name,
            String type,
            boolean notNull,
            @Nullable Expr defaultValue,
            boolean stored,
            int at) {
        boolean isSerial() {
            return type.matches("(small|big)?serial[248]?");
        }
    }

    enum KeyKind {
        PRIMARY,
        UNIQUE,
        FOREIGN,
        EXCLUDE,
        CHECK,
        NOT_NULL
    }

    /** A constraint. {@code columns} of a foreign key may be the column that it stands at. */
    record Constraint(
            KeyKind kind,
            List<String> columns,
            @Nullable Name references,
            List<String> referenced,
            boolean acts,
            boolean notValid,
            boolean usesIndex,
            @Nullable Expr check,
            @Nullable String name,
            int at) {}

    record CreateTable(
            Name table,
            List<Column> columns,
            List<Constraint> keys,
            List<Name> parents,
            boolean isPartition,
            boolean isTemporary,
            boolean isPartitioned,
            boolean ifNotExists,
            boolean isCopy,
            List<Name> like,
            int at)
            implements Statement {}

    record ForeignTable(Name table, List<String> columns, int at) implements Statement {}

    enum ChangeKind {
        DROP_COLUMN,
        SET_TYPE,
        SET_NOT_NULL,
        SET_EXPRESSION,
        ADD_IDENTITY,
        ENABLE_RLS,
        DISABLE_RLS,
        FORCE_RLS,
        NO_FORCE_RLS,
        INHERIT,
        ATTACH,
        DETACH,
        DETACH_CONCURRENTLY,
        RENAME_COLUMN,
        RENAME_TABLE,
        SET_SCHEMA,
        OWNER,
        VALIDATE,
        DROP_CONSTRAINT,
        REWRITE,
        OTHER
    }

    /** One clause of ALTER TABLE: what it adds, or else its kind and the name that it is about. */
    record Change(
            ChangeKind kind,
            @Nullable Column column,
            List<Constraint> keys,
            @Nullable String subject,
            @Nullable Name other,
            int at) {}

    record AlterTable(Name table, List<Change> changes, int at) implements Statement {}

    record IndexColumn(@Nullable String column, @Nullable String operatorClass, int at) {}

    record CreateIndex(
            @Nullable String name,
            Name table,
            List<IndexColumn> columns,
            String method,
            boolean unique,
            boolean concurrently,
            boolean only,
            boolean ifNotExists,
            int at)
            implements Statement {}

    record Reindex(String what, boolean concurrently, int at) implements Statement {}

    enum DropKind {
        TABLE,
        VIEW,
        INDEX,
        INDEX_CONCURRENTLY,
        SCHEMA,
        OTHER
    }

    record Drop(DropKind kind, List<Name> names, int at) implements Statement {}

    record CreateView(Name view, boolean materialized, boolean invoker, List<Name> reads, boolean replaces, int at)
            implements Statement {}

    /** {@code invoker} is null if the statement leaves it as it is. */
    record AlterView(Name view, @Nullable Boolean invoker, boolean renames, int at) implements Statement {}

    record CreateFunction(
            Name function,
            @Nullable String volatility,
            boolean definer,
            boolean pinned,
            String language,
            List<Parsed> body,
            boolean readable,
            @Nullable Expr returned,
            boolean isTrigger,
            boolean replaces,
            int at)
            implements Statement {}

    record AlterFunction(
            Name function,
            @Nullable String volatility,
            @Nullable Boolean definer,
            boolean pinned,
            boolean unpinned,
            int at)
            implements Statement {}

    record CreatePolicy(
            String policy,
            Name table,
            boolean restrictive,
            String command,
            List<String> roles,
            @Nullable Expr using,
            @Nullable Expr check,
            int at)
            implements Statement {}

    /** No roles: they stay as they are; so do conditions that are null. */
    record AlterPolicy(
            String policy,
            Name table,
            @Nullable String newName,
            List<String> roles,
            @Nullable Expr using,
            @Nullable Expr check,
            int at)
            implements Statement {}

    record DropPolicy(String policy, Name table, int at) implements Statement {}

    /** {@code object} is TABLE, SCHEMA, FUNCTION and so on; the names of ALL TABLES IN SCHEMA are the schemas. */
    record Grant(
            boolean revoke,
            Set<String> privileges,
            String object,
            boolean all,
            List<Name> names,
            List<String> roles,
            int at)
            implements Statement {}

    record GrantRole(boolean revoke, List<String> granted, List<String> members, int at) implements Statement {}

    record DefaultPrivileges(boolean revoke, Set<String> privileges, String object, List<String> roles, int at)
            implements Statement {}

    record Role(String role, Set<String> attributes, List<String> memberOf, boolean creates, int at)
            implements Statement {}

    /** A setting of a role or a database; null where it takes one away, or takes what is current. */
    record StoredSetting(
            @Nullable String role,
            @Nullable String database,
            String setting,
            @Nullable String value,
            int at) implements Statement {}

    /** SET; the value is null for DEFAULT, RESET and FROM CURRENT. */
    record SetSetting(
            String setting, boolean local, @Nullable String value, int at) implements Statement {}

    record SetRole(@Nullable String role, int at) implements Statement {}

    record Do(List<Parsed> body, boolean readable, boolean dynamic, int at) implements Statement {}

    enum OtherKind {
        TRANSACTION,
        VACUUM_FULL,
        CLUSTER,
        LOCK,
        REFRESH,
        REFRESH_CONCURRENTLY,
        QUERY,
        CREATES_OBJECT,
        OTHER
    }

    /** Everything else; what it reads, writes and calls stands in its {@link Facts}. */
    record Other(OtherKind kind, @Nullable Name object, boolean repeatable, int at) implements Statement {}

    int at();
}
