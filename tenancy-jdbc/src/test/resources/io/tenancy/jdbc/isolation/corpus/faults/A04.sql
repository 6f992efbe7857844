--> owns a table @ public.invoice
reset role; alter table invoice owner to tenancy_app;
--> member of the owner @ tenancy_app
reset role; grant tenancy_owner to tenancy_app; -- also A05, A06, A20
--> member of the owner over two steps @ tenancy_app
reset role; create role corpus_staff in role tenancy_owner; grant corpus_staff to tenancy_app; -- also A05, A06, A20
--> member of the control plane's owner @ tenancy_app
-- not executable: the proof attacks the application's tables here, and of those it owns none
reset role; grant tenancy_control to tenancy_app; -- also A05, A06, A20
--> owns the schema @ crm
create schema crm;
create table crm.lead (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
select tenancy.isolate('crm.lead');
reset role; alter schema crm owner to tenancy_app;
--> owns the database @ $database
reset role;
do $$ begin execute format('alter database %I owner to tenancy_app', current_database()); end $$; -- also A20
