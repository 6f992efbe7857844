Citus itself is not there: its catalog is made up, with the columns that Citus 13 has, and its setting is a placeholder.
--> the setting does not travel @ $database
-- not executable: takes Citus and its workers
reset role; set local allow_system_table_mods = on;
insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
    values (999999, 'citus', 10, 'pg_catalog'::regnamespace, false, '13.2-1'); -- also C01
-- takes a decision: the cure counts for new sessions
--> the setting travels for the session @ $database
-- not executable: takes Citus and its workers
reset role; set local allow_system_table_mods = on;
insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
    values (999999, 'citus', 10, 'pg_catalog'::regnamespace, false, '13.2-1');
set local citus.propagate_set_commands = 'none'; -- also C01
-- takes a decision: the cure counts for new sessions
--> the owner cannot log in = WARNING @ tenancy_owner
-- not executable: takes Citus and its workers
reset role; set local allow_system_table_mods = on;
insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
    values (999999, 'citus', 10, 'pg_catalog'::regnamespace, false, '13.2-1');
set local citus.propagate_set_commands = 'local';
--> the application cannot log in = WARNING @ tenancy_app
-- not executable: takes Citus and its workers
reset role; set local allow_system_table_mods = on;
insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
    values (999999, 'citus', 10, 'pg_catalog'::regnamespace, false, '13.2-1');
set local citus.propagate_set_commands = 'local';
alter role tenancy_app nologin;
--> distributed by another column = WARNING @ public.invoice
-- not executable: takes Citus and its workers
-- takes a decision
reset role; set local allow_system_table_mods = on;
insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
    values (999999, 'citus', 10, 'pg_catalog'::regnamespace, false, '13.2-1');
set local citus.propagate_set_commands = 'local';
create table pg_catalog.pg_dist_partition (logicalrelid regclass, partmethod "char", partkey text, colocationid integer, repmodel "char");
insert into pg_dist_partition values ('public.invoice', 'h', '{VAR :varno 1 :varattno 2 :vartype 2950 :vartypmod -1 :varcollid 0 :varlevelsup 0 :location -1}', 1, 's');
--> a reference table = WARNING @ public.customer
-- not executable: takes Citus and its workers
-- takes a decision
reset role; set local allow_system_table_mods = on;
insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
    values (999999, 'citus', 10, 'pg_catalog'::regnamespace, false, '13.2-1');
set local citus.propagate_set_commands = 'local';
create table pg_catalog.pg_dist_partition (logicalrelid regclass, partmethod "char", partkey text, colocationid integer, repmodel "char");
insert into pg_dist_partition values ('public.customer', 'n', null, 2, 't');
--> a key between tables that stand apart = WARNING @ public.invoice
-- not executable: takes Citus and its workers
-- takes a decision
reset role; set local allow_system_table_mods = on;
insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
    values (999999, 'citus', 10, 'pg_catalog'::regnamespace, false, '13.2-1');
set local citus.propagate_set_commands = 'local';
create table pg_catalog.pg_dist_partition (logicalrelid regclass, partmethod "char", partkey text, colocationid integer, repmodel "char");
insert into pg_dist_partition select t::regclass, 'h', '{VAR :varno 1 :varattno 1 :vartype 2950 :vartypmod -1 :varcollid 0 :varlevelsup 0 :location -1}', c, 's'
    from (values ('public.customer', 1), ('public.invoice', 2)) v (t, c);
--> a sub-select in a policy of a distributed table = WARNING @ public.customer
-- not executable: takes Citus and its workers
reset role; set local allow_system_table_mods = on;
insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
    values (999999, 'citus', 10, 'pg_catalog'::regnamespace, false, '13.2-1');
set local citus.propagate_set_commands = 'local';
create table pg_catalog.pg_dist_partition (logicalrelid regclass, partmethod "char", partkey text, colocationid integer, repmodel "char");
insert into pg_dist_partition values ('public.customer', 'h', '{VAR :varno 1 :varattno 1 :vartype 2950 :vartypmod -1 :varcollid 0 :varlevelsup 0 :location -1}', 1, 's');
