package io.tenancy.jdbc.isolation.proof;

import java.util.List;
import java.util.stream.Collectors;

/** The questions of a fingerprint: each gives names and what is so. Stateless. */
final class FingerprintQueries {
    /** What stands for the schemas that are looked at, in terms of {@code n}. */
    private static final String OURS = "{ours}";

    private static final String NOT_OF_EXTENSION =
            " and not exists (select from pg_depend x where x.classid = '{class}'::regclass and x.objid = {oid} and x.deptype = 'e')";

    private static final String SCHEMAS = """
            select 'schema ' || quote_ident(n.nspname), format('owner %s, grants %s, comment %s', n.nspowner::regrole,
                {grants nspacl n nspowner}, coalesce(obj_description(n.oid, 'pg_namespace'), '-'))
            from pg_namespace n where {ours}{not pg_namespace n.oid}
            """;

    private static final String RELATIONS = """
            select case c.relkind when 'v' then 'view ' when 'm' then 'materialized view ' when 'f' then 'foreign table ' else 'table ' end
                    || format('%I.%I', n.nspname, c.relname),
                format('kind %s, owner %s, persistence %s, row security %s, forced %s, options %s, access %s, replica identity %s, tablespace %s,'
                    || ' partitioned by %s, bounds %s, inherits %s, of %s, populated %s, grants %s, comment %s, query %s',
                c.relkind, c.relowner::regrole, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity,
                array(select o from unnest(c.reloptions) o order by o),
                coalesce((select a.amname from pg_am a where a.oid = c.relam), '-'), c.relreplident, c.reltablespace,
                coalesce(pg_get_partkeydef(c.oid), '-'), coalesce(pg_get_expr(c.relpartbound, c.oid), '-'),
                array(select i.inhparent::regclass::text from pg_inherits i where i.inhrelid = c.oid order by i.inhseqno),
                c.reloftype::regtype, c.relispopulated, {grants relacl r relowner}, coalesce(obj_description(c.oid, 'pg_class'), '-'),
                case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) else '-' end)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relpersistence <> 't' and {ours}{not pg_class c.oid}
            """;

    // A place among the living columns, so that what was dropped does not show.
    private static final String COLUMNS = """
            select format('column %I.%I.%I', n.nspname, c.relname, a.attname),
                format('%s%s%s%s%s%s%s%s%s, place %s', format_type(a.atttypid, a.atttypmod),
                case when a.attcollation <> t.typcollation then ' collate ' || a.attcollation::regcollation::text else '' end,
                case when a.attnotnull then ' not null' else '' end,
                case when d.oid is not null then case a.attgenerated when '' then ' default ' else ' generated ' end || pg_get_expr(d.adbin, d.adrelid) else '' end,
                case when a.attidentity <> '' then ' identity ' || a.attidentity::text else '' end,
                case when a.attstorage <> t.typstorage then ' storage ' || a.attstorage::text else '' end
                    || case when a.attcompression <> '' then ' compression ' || a.attcompression::text else '' end
                    || case when a.attoptions is not null or a.attfdwoptions is not null then format(' options %s %s', a.attoptions, a.attfdwoptions) else '' end,
                case when a.attislocal then '' else ' inherited' end,
                case when a.attacl is not null and a.attacl <> '{}' then ' grants ' || {grants attacl c relowner} else '' end,
                coalesce(' comment ' || col_description(c.oid, a.attnum), ''),
                row_number() over (partition by c.oid order by a.attnum))
            from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
            join pg_type t on t.oid = a.atttypid
            left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f', 'c') and c.relpersistence <> 't'
                and {ours}{not pg_class c.oid}
            """;

    // PostgreSQL 18 keeps NOT NULL as constraints too; the columns tell it.
    private static final String CONSTRAINTS = """
            select format('constraint %I on %s', k.conname, case when k.conrelid <> 0 then k.conrelid::regclass::text else k.contypid::regtype::text end),
                format('%s%s%s%s', pg_get_constraintdef(k.oid), case when k.convalidated then '' else ' unchecked' end,
                case when k.conislocal then '' else ' inherited' end, coalesce(' comment ' || obj_description(k.oid, 'pg_constraint'), ''))
            from pg_constraint k join pg_namespace n on n.oid = k.connamespace
            where k.contype in ('c', 'f', 'p', 'u', 'x') and {ours}
                and not exists (select from pg_constraint p where p.oid = k.conparentid and p.conrelid = k.conrelid)
            """;

    private static final String INDEXES = """
            select format('index %I.%I', n.nspname, c.relname),
                format('%s%s%s%s%s%s', pg_get_indexdef(c.oid), case when i.indisvalid then '' else ' invalid' end,
                case when i.indisclustered then ' clustered' else '' end, case when i.indisreplident then ' replica identity' else '' end,
                case when c.reltablespace <> 0 then ' tablespace ' || c.reltablespace else '' end,
                coalesce(' comment ' || obj_description(c.oid, 'pg_class'), ''))
            from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class r on r.oid = i.indrelid and r.relpersistence <> 't'
            join pg_namespace n on n.oid = c.relnamespace
            where {ours}{not pg_class r.oid}
            """;

    private static final String POLICIES = """
            select format('policy %I on %s', p.polname, p.polrelid::regclass),
                format('for %s, permissive %s, to %s, using %s, check %s, comment %s', p.polcmd, p.polpermissive,
                array(select case r when 0 then 'public' else r::regrole::text end from unnest(p.polroles) r order by 1),
                coalesce(pg_get_expr(p.polqual, p.polrelid), '-'), coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '-'),
                coalesce(obj_description(p.oid, 'pg_policy'), '-'))
            from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace where {ours}
            """;

    private static final String TRIGGERS = """
            select format('trigger %I on %s', g.tgname, g.tgrelid::regclass),
                format('%s, enabled %s%s', pg_get_triggerdef(g.oid), g.tgenabled, coalesce(' comment ' || obj_description(g.oid, 'pg_trigger'), ''))
            from pg_trigger g join pg_class c on c.oid = g.tgrelid join pg_namespace n on n.oid = c.relnamespace
            where not g.tgisinternal and {ours}
            """;

    private static final String RULES = """
            select format('rule %I on %s', w.rulename, w.ev_class::regclass), format('%s, enabled %s', pg_get_ruledef(w.oid), w.ev_enabled)
            from pg_rewrite w join pg_class c on c.oid = w.ev_class join pg_namespace n on n.oid = c.relnamespace
            where w.rulename <> '_RETURN' and {ours}
            """;

    private static final String ROUTINES = """
            select 'function ' || p.oid::regprocedure, format('owner %s, grants %s, comment %s, %s', p.proowner::regrole, {grants proacl f proowner},
                coalesce(obj_description(p.oid, 'pg_proc'), '-'),
                case when p.prokind = 'a' then (select format('%s %s %s %s %s', a.aggtransfn, a.aggfinalfn, a.aggtranstype::regtype, a.agginitval, a.aggsortop)
                    from pg_aggregate a where a.aggfnoid = p.oid) else pg_get_functiondef(p.oid) end)
            from pg_proc p join pg_namespace n on n.oid = p.pronamespace where {ours}{not pg_proc p.oid}
            """;

    private static final String SEQUENCE_SHAPES = """
            select format('sequence %I.%I', n.nspname, c.relname),
                format('%s start %s by %s from %s to %s cache %s cycle %s, owner %s, owned by %s, grants %s, comment %s', s.seqtypid::regtype, s.seqstart,
                s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle, c.relowner::regrole,
                coalesce((select format('%s.%I', d.refobjid::regclass, a.attname) from pg_depend d
                    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
                    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i') and d.refclassid = 'pg_class'::regclass limit 1), '-'),
                {grants relacl s relowner}, coalesce(obj_description(c.oid, 'pg_class'), '-'))
            from pg_sequence s join pg_class c on c.oid = s.seqrelid and c.relpersistence <> 't' join pg_namespace n on n.oid = c.relnamespace
            where {ours}{not pg_class c.oid}
            """;

    private static final String TYPES = """
            select 'type ' || format('%I.%I', n.nspname, t.typname), format('kind %s, owner %s, of %s, default %s, not null %s, labels %s, range of %s, grants %s, comment %s',
                t.typtype, t.typowner::regrole, case when t.typbasetype = 0 then '-' else format_type(t.typbasetype, t.typtypmod) end,
                coalesce(t.typdefault, '-'), t.typnotnull,
                array(select e.enumlabel::text from pg_enum e where e.enumtypid = t.oid order by e.enumsortorder),
                coalesce((select r.rngsubtype::regtype::text from pg_range r where r.rngtypid = t.oid), '-'),
                {grants typacl T typowner}, coalesce(obj_description(t.oid, 'pg_type'), '-'))
            from pg_type t join pg_namespace n on n.oid = t.typnamespace
            where (t.typrelid = 0 or exists (select from pg_class c where c.oid = t.typrelid and c.relkind = 'c'))
                and not (t.typcategory = 'A' and t.typelem <> 0 and exists (select from pg_type e where e.oid = t.typelem and e.typarray = t.oid))
                and {ours}{not pg_type t.oid}
            """;

    private static final String STATISTICS = """
            select format('statistics %I.%I', n.nspname, s.stxname), pg_get_statisticsobjdef(s.oid)
            from pg_statistic_ext s join pg_namespace n on n.oid = s.stxnamespace where {ours}
            """;

    private static final String OPERATORS = """
            select 'operator ' || o.oid::regoperator, format('%s, owner %s', o.oprcode, o.oprowner::regrole)
            from pg_operator o join pg_namespace n on n.oid = o.oprnamespace where {ours}{not pg_operator o.oid}
            union all select format('operator class %I.%I for %s', n.nspname, o.opcname, a.amname), format('%s default %s', o.opcintype::regtype, o.opcdefault)
            from pg_opclass o join pg_am a on a.oid = o.opcmethod join pg_namespace n on n.oid = o.opcnamespace where {ours}{not pg_opclass o.oid}
            union all select format('collation %I.%I', n.nspname, o.collname), format('provider %s, %s', o.collprovider, o.collcollate)
            from pg_collation o join pg_namespace n on n.oid = o.collnamespace where {ours}{not pg_collation o.oid}
            union all select format('text search configuration %I.%I', n.nspname, o.cfgname),
                array(select m.maptokentype || ':' || m.mapseqno || ':' || m.mapdict::regdictionary::text from pg_ts_config_map m where m.mapcfg = o.oid order by 1)::text
            from pg_ts_config o join pg_namespace n on n.oid = o.cfgnamespace where {ours}{not pg_ts_config o.oid}
            """;

    private static final String DATABASE = """
            select 'extension ' || quote_ident(e.extname), format('%s in %s', e.extversion, e.extnamespace::regnamespace) from pg_extension e
            union all select 'database', format('owner %s, grants %s', d.datdba::regrole, {grants datacl d datdba}) from pg_database d where d.datname = current_database()
            union all select 'settings of the database' || case s.setrole when 0 then '' else ' for ' || s.setrole::regrole end, s.setconfig::text
            from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase where d.datname = current_database()
            union all select 'event trigger ' || quote_ident(v.evtname), format('%s %s %s %s', v.evtevent, v.evtfoid::regprocedure, v.evtenabled, v.evttags) from pg_event_trigger v
            union all select 'publication ' || quote_ident(p.pubname), format('all %s, %s %s %s %s, tables %s', p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate,
                array(select r.prrelid::regclass::text || ' ' || coalesce(pg_get_expr(r.prqual, r.prrelid), '') from pg_publication_rel r where r.prpubid = p.oid order by 1)) from pg_publication p
            union all select 'foreign server ' || quote_ident(s.srvname), format('%s, owner %s', array(select split_part(o, '=', 1) from unnest(s.srvoptions) o), s.srvowner::regrole) from pg_foreign_server s
            union all select format('cast from %s to %s', k.castsource::regtype, k.casttarget::regtype), format('%s %s %s', k.castfunc::regprocedure, k.castcontext, k.castmethod)
            from pg_cast k where k.oid >= 16384{not pg_cast k.oid}
            union all select format('default privileges of %s in %s for %s', a.defaclrole::regrole, case a.defaclnamespace when 0 then 'all schemas' else a.defaclnamespace::regnamespace::text end, a.defaclobjtype),
                array(select x::text from unnest(a.defaclacl) x order by 1)::text from pg_default_acl a
            """;

    static final String SEQUENCES = """
            select format('%I.%I', n.nspname, c.relname), has_table_privilege(c.oid, 'SELECT')
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'S' and c.relpersistence <> 't' and {ours}{not pg_class c.oid} order by 1
            """;

    private static final String TABLES = """
            select format('%I.%I', n.nspname, c.relname), has_schema_privilege(n.oid, 'USAGE') and has_table_privilege(c.oid, 'SELECT'),
                coalesce((select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attname <> all (array[{columns}]::text[])), '')
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where (c.relkind = 'r' or c.relkind = 'm' and c.relispopulated) and c.relpersistence <> 't' and {ours}{not pg_class c.oid} order by 1
            """;

    private FingerprintQueries() {}

    static List<String> all() {
        return List.of(
                SCHEMAS,
                RELATIONS,
                COLUMNS,
                CONSTRAINTS,
                INDEXES,
                POLICIES,
                TRIGGERS,
                RULES,
                ROUTINES,
                SEQUENCE_SHAPES,
                TYPES,
                STATISTICS,
                OPERATORS,
                DATABASE);
    }

    static String tables(List<String> withoutColumns) {
        return TABLES.replace("{columns}", texts(withoutColumns));
    }

    /** Number of rows and a sum over their digests: equal for equal rows in whatever order. */
    static String checksum(String table, String columns) {
        return "select count(*), coalesce(sum(('x' || substr(h, 1, 15))::bit(60)::bigint), 0) || '.'"
                + " || coalesce(sum(('x' || substr(h, 16, 15))::bit(60)::bigint), 0)"
                + " from (select encode(sha256(convert_to(row(" + columns + ")::text, 'UTF8')), 'hex') as h from only "
                + table + ") rows";
    }

    /** A query without what is to be left out. */
    static String within(String query, List<String> withoutSchemas) {
        String ours = "n.nspname <> all (array['pg_catalog', 'information_schema'"
                + (withoutSchemas.isEmpty() ? "" : ", " + texts(withoutSchemas))
                + "]) and n.nspname !~ '^pg_(toast|temp)'";
        return query.replace(OURS, ours)
                .replaceAll(
                        "\\{not ([^ }]+) ([^ }]+)}",
                        NOT_OF_EXTENSION.replace("{class}", "$1").replace("{oid}", "$2"))
                .replaceAll(
                        "\\{grants ([^ }]+) ([^ }]+) ([^ }]+)}",
                        "array(select format('%s %s%s', case g.grantee when 0 then 'public' else g.grantee::regrole::text end, g.privilege_type,"
                                + " case when g.is_grantable then '*' else '' end)"
                                + " from aclexplode(coalesce($1, acldefault('$2', $3))) g order by 1)::text");
    }

    private static String texts(List<String> names) {
        return names.stream().map(name -> "'" + name.replace("'", "''") + "'").collect(Collectors.joining(", "));
    }
}
