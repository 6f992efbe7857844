package io.tenancy.jdbc.internal.catalog;

import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads roles, the server and the database around the tables. */
final class ServerQueries {
    private static final String ROLES =
            "select oid, quote_ident(rolname), rolname, rolsuper, rolbypassrls, rolcreaterole, rolreplication, rolcanlogin from pg_roles";

    // Before 16 a membership always lets its member switch, and rolinherit decides for all of them.
    private static final String MEMBERSHIPS =
            "select m.member, m.roleid, r.rolinherit, true from pg_auth_members m join pg_roles r on r.oid = m.member";

    private static final String MEMBERSHIPS_16 =
            "select member, roleid, inherit_option, set_option or admin_option from pg_auth_members";

    private static final String SERVER = """
            select current_setting('server_version_num')::int, current_setting('server_version'), current_date::text,
                quote_ident(d.datname), d.datdba, has_database_privilege(?::bigint::oid, d.oid, 'TEMP'),
                (select count(*) from pg_largeobject_metadata),
                coalesce(current_setting('tenancy.tenant_id', true), '') <> '',
                exists (select from pg_event_trigger e where e.evtevent = 'ddl_command_end' and e.evtenabled in ('O', 'A')
                    and (e.evttags is null or 'CREATE TABLE' = any (e.evttags)))
            from pg_database d where d.datname = current_database()
            """;

    private static final String SCHEMAS = """
            select n.nspname, quote_ident(n.nspname), n.nspowner, has_schema_privilege(?::bigint::oid, n.oid, 'CREATE')
            from pg_namespace n
            where %s and not exists (select from pg_depend d
                where d.classid = 'pg_namespace'::regclass and d.objid = n.oid and d.deptype = 'e')
            order by 1
            """;

    private static final String DEFAULTS = """
            select quote_ident(pg_get_userbyid(d.defaclrole)), quote_ident(n.nspname), case a.grantee when 0 then 'public'
                else quote_ident(pg_get_userbyid(a.grantee)) end, array_agg(lower(a.privilege_type) order by 1)
            from pg_default_acl d
            left join pg_namespace n on n.oid = d.defaclnamespace
            cross join aclexplode(d.defaclacl) a
            where d.defaclobjtype = 'r' and (a.grantee = 0 or a.grantee = any (?::bigint[]::oid[])) and a.grantee <> d.defaclrole
            group by 1, 2, 3 order by 1, 2, 3
            """;

    private static final String SETTINGS = """
            select s.setrole, quote_ident(d.datname), c
            from pg_db_role_setting s
            left join pg_database d on d.oid = s.setdatabase
            cross join unnest(s.setconfig) c
            where (s.setdatabase = 0 or d.datname = current_database()) and c ~* '^tenancy\\.(tenant_id|tenant_number|branch_ids|principal_id)='
            order by 1, 3
            """;

    // A sequence's privileges may be asked of sequences only, and a planner may ask early.
    private static final String SEQUENCES = """
            with s as materialized (select c.oid, c.relowner, format('%%I.%%I', n.nspname, c.relname) as sql
                from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and c.relpersistence <> 't' and %s)
            select sql, array(select p from unnest(array['SELECT', 'UPDATE']) p where has_sequence_privilege(app.oid, s.oid, p))
            from s, pg_roles app
            where app.oid = ?::bigint::oid and not pg_has_role(app.oid, s.relowner, 'USAGE') and has_sequence_privilege(app.oid, s.oid, 'SELECT, UPDATE')
            order by 1
            """;

    private static final String PUBLICATIONS = """
            select quote_ident(t.pubname), array_agg(c.oid::bigint order by t.schemaname, t.tablename)
            from pg_publication_tables t
            join pg_namespace n on n.nspname = t.schemaname
            join pg_class c on c.relnamespace = n.oid and c.relname = t.tablename
            where t.rowfilter is null
            group by 1 order by 1
            """;

    private ServerQueries() {}

    static List<Role> roles(Connection connection) throws SQLException {
        return Jdbc.list(
                connection,
                ROLES,
                row -> new Role(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getBoolean(4),
                        row.getBoolean(5),
                        row.getBoolean(6),
                        row.getBoolean(7),
                        row.getBoolean(8)));
    }

    static List<Roles.Membership> memberships(Connection connection, int version) throws SQLException {
        return Jdbc.list(
                connection,
                version >= 160000 ? MEMBERSHIPS_16 : MEMBERSHIPS,
                row -> new Roles.Membership(row.getLong(1), row.getLong(2), row.getBoolean(3), row.getBoolean(4)));
    }

    static Surroundings surroundings(Connection connection, long app, List<Long> rights) throws SQLException {
        List<Surroundings.Schema> schemas = Jdbc.list(
                connection,
                SCHEMAS.formatted(RelationQueries.OURS),
                row -> new Surroundings.Schema(row.getString(1), row.getString(2), row.getLong(3), row.getBoolean(4)),
                app);
        List<Surroundings.DefaultGrant> defaults = Jdbc.list(
                connection,
                DEFAULTS,
                row -> new Surroundings.DefaultGrant(
                        row.getString(1),
                        row.getString(2) == null ? "" : row.getString(2),
                        row.getString(3),
                        Cells.texts(row, 4)),
                connection.createArrayOf("int8", rights.toArray()));
        List<Surroundings.LoginSetting> settings = Jdbc.list(
                connection,
                SETTINGS,
                row -> new Surroundings.LoginSetting(
                        row.getLong(1), row.getString(2) == null ? "" : row.getString(2), row.getString(3)));
        List<Surroundings.SequenceGrant> sequences = Jdbc.list(
                connection,
                SEQUENCES.formatted(RelationQueries.OURS),
                row -> new Surroundings.SequenceGrant(row.getString(1), Cells.texts(row, 2)),
                app);
        Map<String, List<Long>> publications = new LinkedHashMap<>();
        Jdbc.list(connection, PUBLICATIONS, row -> Map.entry(row.getString(1), Cells.numbers(row, 2)))
                .forEach(entry -> publications.put(entry.getKey(), entry.getValue()));
        Citus citus = CitusQueries.read(connection);
        Optional<Surroundings> all = Jdbc.first(
                connection,
                SERVER,
                row -> new Surroundings(
                        row.getInt(1),
                        row.getString(2),
                        LocalDate.parse(row.getString(3)),
                        row.getString(4),
                        row.getLong(5),
                        row.getBoolean(6),
                        row.getLong(7),
                        row.getBoolean(8),
                        row.getBoolean(9),
                        schemas,
                        defaults,
                        settings,
                        sequences,
                        publications,
                        citus),
                app);
        return all.orElseThrow();
    }

    /** Only what reports name; the rest as if there were nothing. */
    static Surroundings unread(Connection connection, int version) throws SQLException {
        return Jdbc.first(
                        connection,
                        "select current_setting('server_version'), current_date::text, quote_ident(current_database())",
                        row -> new Surroundings(
                                version,
                                row.getString(1),
                                LocalDate.parse(row.getString(2)),
                                row.getString(3),
                                0,
                                false,
                                0,
                                false,
                                false,
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                Map.of(),
                                Citus.NONE))
                .orElseThrow();
    }
}
