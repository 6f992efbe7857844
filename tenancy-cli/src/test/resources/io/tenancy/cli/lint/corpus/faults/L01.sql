-- case: nothing at all
create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id)); --! L01 error
-- case: enabled and not forced
create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id)); --! L01 error
alter table note enable row level security;
create policy floor on note as restrictive to tenancy_app using (tenant_id = (select current_setting('tenancy.tenant_id')::uuid));
create policy base on note to tenancy_app using (tenant_id = (select current_setting('tenancy.tenant_id')::uuid));
grant select on note to tenancy_app;
-- case: forced and without policy
create table
    note ( --! L01 warning
        tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
alter table note enable row level security;
alter table note force row level security;
-- case: a policy that forgets the tenant
create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id)); --! L01 error
alter table note enable row level security, force row level security;
create policy base on note to tenancy_app using (true); --! L02 error
grant select on note to tenancy_app;
-- case: a policy with another program's setting
create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id)); --! L01 error
alter table note enable row level security, force row level security;
create policy base on note to tenancy_app using (tenant_id = current_setting('app.tenant')::uuid or false); --! L02 error
grant select on note to tenancy_app;
-- case: open to the application and never classified
create table memo (id uuid primary key, text text); --! L01 warning
grant select, insert on memo to tenancy_app;
-- case: isolated only later
-- file: V2__note.sql
create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id)); --! L01 warning
-- file: V3__isolate.sql
select tenancy.isolate('note');
-- case: a copy of a tenant table
create table invoice_copy (like invoice including all); --! L01 error
-- case: a table in a DO block
do $$
begin
    create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id)); --! L01 error
end $$;
-- case: an old table gets a tenant and nothing else
alter table country add column tenant_ref int;
-- file: V3__memo.sql
create table memo (id uuid primary key, text text);
-- file: V4__tenant.sql
alter table memo
    add column tenant_id uuid; --! L01 error
