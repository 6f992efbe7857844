-- case: leads with the tenant
create index concurrently on invoice (tenant_id, customer_id desc);
-- case: the column that isolate names
create table note (org uuid not null, id uuid not null, at timestamptz, primary key (org, id));
create index on note (org, at);
select tenancy.isolate('note', 'org');
-- case: a shared table
create table currency (code text primary key, name text);
create index on currency (name);
select tenancy.share('currency');
-- case: not a tree
create table note (tenant_id uuid not null, id uuid not null, search tsvector, primary key (tenant_id, id));
create index on note using gin (search);
create index on note using brin (id);
select tenancy.isolate('note');
