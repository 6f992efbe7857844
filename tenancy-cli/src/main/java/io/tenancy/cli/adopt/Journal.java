package io.tenancy.cli.adopt;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** How far an adoption is, written down in the database it changes. Gone with the way back. */
final class Journal {
    private static final String LOCK = "hashtextextended('tenancy.adopt', 0)";

    private final Connection migrator;

    private Journal(Connection migrator) {
        this.migrator = migrator;
    }

    static boolean exists(Connection connection) throws SQLException {
        return Query.test(connection, "select to_regclass('tenancy_adopt.run') is not null");
    }

    static void requireNone(Connection connection) throws SQLException {
        if (exists(connection)) {
            throw AdoptionException.refused(
                    "This database is being adopted, or has been",
                    "Go on with: tenancyctl adopt --apply; or go back with: tenancyctl adopt --undo");
        }
    }

    /** Held by the session, and so gone with the program, however it ends. */
    static void lock(Connection migrator) throws SQLException {
        if (!Query.test(migrator, "select pg_try_advisory_lock(" + LOCK + ")")) {
            throw AdoptionException.busy();
        }
    }

    static Journal open(Connection migrator) {
        return new Journal(migrator);
    }

    /** The schema is made by the operator, who may; it belongs to the owner like everything else. */
    void begin(Connection operator, String digest) throws SQLException {
        Query.script(operator, "create schema if not exists tenancy_adopt authorization tenancy_owner");
        Query.script(
                migrator, """
                begin;
                create table tenancy_adopt.run (
                    only_row boolean primary key default true check (only_row),
                    digest text not null,
                    started_at timestamptz not null default now(),
                    handed_over_at timestamptz,
                    finished_at timestamptz);
                create table tenancy_adopt.content (
                    source text not null,
                    name text not null,
                    number bigint not null,
                    checksum numeric not null,
                    second numeric not null,
                    primary key (source, name));
                create table tenancy_adopt.import (
                    source text not null,
                    name text not null,
                    position bigint not null,
                    primary key (source, name));
                """ + "insert into tenancy_adopt.run (digest) values (" + Sql.literal(digest) + "); commit");
    }

    String digest() throws SQLException {
        return Query.one(migrator, "select digest from tenancy_adopt.run", row -> row.getString(1));
    }

    boolean isHandedOver() throws SQLException {
        return Query.test(migrator, "select handed_over_at is not null from tenancy_adopt.run");
    }

    void handedOver() throws SQLException {
        Query.run(migrator, "update tenancy_adopt.run set handed_over_at = now()");
    }

    void requireFinished() throws SQLException {
        if (!exists(migrator)) {
            throw AdoptionException.refused(
                    "This database has not been adopted, so it cannot take in another one",
                    "Adopt it first: tenancyctl adopt --apply");
        }
        if (!Query.test(migrator, "select finished_at is not null from tenancy_adopt.run")) {
            throw AdoptionException.refused(
                    "The adoption of this database is not finished", "Go on with: tenancyctl adopt --apply");
        }
    }

    /** Where the import of a table goes on: a page of the table there. */
    long position(String source, String table) throws SQLException {
        return Query.list(
                        migrator,
                        "select position from tenancy_adopt.import where source = ? and name = ?",
                        row -> row.getLong(1),
                        source,
                        table)
                .stream()
                .findFirst()
                .orElse(0L);
    }

    void moveTo(String source, String table, long position) throws SQLException {
        Query.run(
                migrator,
                "insert into tenancy_adopt.import values (?, ?, ?) on conflict (source, name) do update set position = excluded.position",
                source,
                table,
                position);
    }

    boolean knowsImport(String source) throws SQLException {
        return Query.test(migrator, "select exists (select from tenancy_adopt.import where source = ?)", source);
    }

    void finished() throws SQLException {
        Query.run(migrator, "update tenancy_adopt.run set finished_at = coalesce(finished_at, now())");
    }

    Optional<Content> content(String source, String table) throws SQLException {
        return Query.list(
                        migrator,
                        "select number, checksum, second from tenancy_adopt.content where source = ? and name = ?",
                        row -> new Content(row.getLong(1), row.getBigDecimal(2), row.getBigDecimal(3)),
                        source,
                        table)
                .stream()
                .findFirst();
    }

    void remember(String source, String table, Content content) throws SQLException {
        Query.run(
                migrator,
                "insert into tenancy_adopt.content values (?, ?, ?, ?, ?)",
                source,
                table,
                content.rows(),
                content.checksum(),
                content.second());
    }
}
