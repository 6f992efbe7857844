package io.tenancy.jdbc.isolation.proof;

import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.ServerFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * What a database is at one moment: its catalog, its content and the positions of its sequences, so that two moments, or two databases,
 * can be compared. Immutable and thread-safe; equal if nothing differs.
 *
 * <p>The catalog is told by names, not by numbers: where a column stands among the living ones, not its number; what a constraint says,
 * not how it is stored. So VACUUM FULL, an update that changes nothing, or a column that is dropped and added again in its place do not
 * show. It holds schemas, tables with columns, defaults, constraints, indexes, partitions, row level security, policies, triggers and
 * rules; views; functions; sequences; types; extensions; statistics objects, operators, casts, text search configurations; event
 * triggers, publications, foreign servers; owners, grants, default privileges, comments; the settings of this database. The content is
 * the number of rows of each table and materialized view, and a checksum over them that does not depend on their order. What an
 * extension brought is told by the extension and its version.
 *
 * <pre>{@code
 * DatabaseFingerprint before = DatabaseFingerprint.of(dataSource);
 * doSomethingThatMustLeaveNoTrace();
 * assertThat(DatabaseFingerprint.of(dataSource).differences(before)).isEmpty();
 * }</pre>
 *
 * <p><b>What it does not see:</b> roles, their settings and memberships, other databases and the server's configuration; large objects;
 * temporary tables; storage parameters' effects, statistics and physical layout; grantors of grants; the rows of foreign tables; rows that
 * row level security hides from the connection, so connect as somebody who sees them all. What may not be read is listed by
 * {@link #unread}.
 */
public final class DatabaseFingerprint {
    private static final int SHORT = 160;

    private final Map<String, String> facts;
    private final Map<String, Content> contents;
    private final Set<String> unread;

    DatabaseFingerprint(Map<String, String> facts, Map<String, Content> contents, Set<String> unread) {
        this.facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        this.contents = Collections.unmodifiableMap(new TreeMap<>(contents));
        this.unread = Collections.unmodifiableSet(new TreeSet<>(unread));
    }

    /**
     * The rows of one table.
     *
     * @param rows how many there are
     * @param checksum over all of them, whatever their order; equal rows count as often as they stand there
     */
    public record Content(long rows, String checksum) {}

    /**
     * Reads everything, in one transaction that sees one moment.
     *
     * @param database the database, as somebody who may read it
     * @return the fingerprint
     * @throws TenancyException if it cannot be read
     */
    public static DatabaseFingerprint of(DataSource database) {
        return builder().of(database);
    }

    /**
     * Reads everything through a connection, in its transaction if one is open. Changes nothing.
     *
     * @param connection connected as somebody who may read it
     * @return the fingerprint
     * @throws TenancyException if it cannot be read
     */
    public static DatabaseFingerprint of(Connection connection) {
        return builder().of(connection);
    }

    /**
     * For leaving something out.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Chooses what to look at. Not thread-safe. */
    public static final class Builder {
        private final Set<String> schemas = new TreeSet<>();
        private final Set<String> columns = new TreeSet<>();
        private boolean content = true;

        private Builder() {}

        /**
         * Leaves schemas out, with everything in them, such as the control plane.
         *
         * @param names their names
         * @return this
         */
        public Builder withoutSchemas(String... names) {
            schemas.addAll(Arrays.asList(names));
            return this;
        }

        /**
         * Leaves columns of these names out of the content, in every table, such as a tenant column that was added. The catalog still tells
         * them.
         *
         * @param names their names
         * @return this
         */
        public Builder withoutColumnsInContent(String... names) {
            columns.addAll(Arrays.asList(names));
            return this;
        }

        /**
         * Leaves all content out and looks only at the catalog and at sequences.
         *
         * @return this
         */
        public Builder withoutContent() {
            content = false;
            return this;
        }

        /**
         * Reads, in one transaction that sees one moment.
         *
         * @param database the database, as somebody who may read it
         * @return the fingerprint
         * @throws TenancyException if it cannot be read
         */
        public DatabaseFingerprint of(DataSource database) {
            return Jdbc.inTransaction(database, "read the fingerprint", connection -> {
                Jdbc.run(connection, "set transaction isolation level repeatable read, read only");
                return read(connection);
            });
        }

        /**
         * Reads through a connection, in its transaction if one is open.
         *
         * @param connection connected as somebody who may read it
         * @return the fingerprint
         * @throws TenancyException if it cannot be read
         */
        public DatabaseFingerprint of(Connection connection) {
            try {
                boolean alone = connection.getAutoCommit();
                if (alone) {
                    connection.setAutoCommit(false);
                }
                try {
                    return read(connection);
                } finally {
                    if (alone) {
                        connection.rollback();
                        connection.setAutoCommit(true);
                    }
                }
            } catch (SQLException e) {
                throw ServerFailure.of("read the fingerprint", e);
            }
        }

        private DatabaseFingerprint read(Connection connection) throws SQLException {
            return new FingerprintReader(connection, List.copyOf(schemas), List.copyOf(columns)).read(content);
        }
    }

    /**
     * What differs, one readable line each, sorted; empty if nothing does. Names objects and what the catalog says of them, never what
     * stands in a row.
     *
     * @param before the other fingerprint, read as the earlier one
     * @return the lines
     */
    public List<String> differences(DatabaseFingerprint before) {
        List<String> lines = new ArrayList<>();
        both(facts, before.facts).forEach(name -> {
            String was = before.facts.get(name);
            String is = facts.get(name);
            if (was == null) {
                lines.add("new: " + name);
            } else if (is == null) {
                lines.add("gone: " + name);
            } else if (!was.equals(is)) {
                lines.add("changed: " + name + changed(was, is));
            }
        });
        both(contents, before.contents).forEach(table -> {
            Content was = before.contents.get(table);
            Content is = contents.get(table);
            if (was != null && is != null && !was.equals(is)) {
                lines.add("rows: " + table
                        + (was.rows() == is.rows()
                                ? ": " + is.rows() + " as before, with other content"
                                : ": " + was.rows() + " -> " + is.rows()));
            }
        });
        both(unread, before.unread).stream()
                .filter(name -> unread.contains(name) != before.unread.contains(name))
                .forEach(
                        name -> lines.add("readable only " + (unread.contains(name) ? "before" : "now") + ": " + name));
        return List.copyOf(lines);
    }

    private static Set<String> both(Map<String, ?> one, Map<String, ?> other) {
        return both(one.keySet(), other.keySet());
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        Set<String> names = new TreeSet<>(one);
        names.addAll(other);
        return names;
    }

    private static String changed(String was, String is) {
        return was.length() + is.length() > SHORT || was.indexOf('\n') >= 0 || is.indexOf('\n') >= 0
                ? ", its definition differs"
                : ": " + was + " -> " + is;
    }

    /**
     * Rows and checksum of each table and materialized view, by its qualified name.
     *
     * @return the contents, sorted
     */
    public Map<String, Content> contents() {
        return contents;
    }

    /**
     * What the connection was not allowed to read, and what is therefore not compared.
     *
     * @return names of tables and sequences, sorted; empty if all was read
     */
    public Set<String> unread() {
        return unread;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DatabaseFingerprint that
                && facts.equals(that.facts)
                && contents.equals(that.contents)
                && unread.equals(that.unread);
    }

    @Override
    public int hashCode() {
        return Objects.hash(facts, contents, unread);
    }

    @Override
    public String toString() {
        return "DatabaseFingerprint[" + facts.size() + " objects, " + contents.size() + " tables with rows]";
    }
}
