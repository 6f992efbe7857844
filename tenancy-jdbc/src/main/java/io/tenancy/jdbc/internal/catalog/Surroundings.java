package io.tenancy.jdbc.internal.catalog;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What surrounds the tables: the server, the database, what is granted and set by default. Immutable.
 *
 * @param version the server's version as a number, 170011
 * @param versionName the server's version as a text
 * @param today the server's date
 * @param database the database's name as SQL takes it
 * @param databaseOwner whose it is
 * @param temporary whether the application may make temporary tables
 * @param largeObjects how many large objects there are
 * @param ambientTenant whether a fresh connection is bound to a tenant already
 * @param guarded whether an event trigger looks at every new table
 * @param schemas the schemas of the application
 * @param defaults what future tables are granted to the application or to everybody
 * @param settings what is set at login
 * @param sequences the sequences that the application may read or set
 * @param publications the published tables of each publication, without those that filter rows
 * @param citus what Citus has, if it is there
 */
public record Surroundings(
        int version,
        String versionName,
        LocalDate today,
        String database,
        long databaseOwner,
        boolean temporary,
        long largeObjects,
        boolean ambientTenant,
        boolean guarded,
        List<Schema> schemas,
        List<DefaultGrant> defaults,
        List<LoginSetting> settings,
        List<SequenceGrant> sequences,
        Map<String, List<Long>> publications,
        Citus citus) {
    /** A schema, its owner, and whether the application may create in it. */
    public record Schema(String name, String sql, long owner, boolean creatable) {}

    /** What tables that one role will make are granted at once. */
    public record DefaultGrant(String creator, String schema, String grantee, List<String> privileges) {}

    /** A setting of a role or database, {@code name=value}. */
    public record LoginSetting(long role, String database, String setting) {}

    /** A sequence and what the application may do with it, of SELECT and UPDATE. */
    public record SequenceGrant(String sql, List<String> privileges) {}
}
