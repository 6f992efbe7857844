-- case: composite keys
create table payment (tenant_id uuid not null, id uuid not null, invoice_id uuid not null, number text, primary key (tenant_id, id),
    unique (number, tenant_id), foreign key (invoice_id, tenant_id) references invoice (id, tenant_id) on delete cascade);
select tenancy.isolate('payment');
-- case: to a shared table
create table address (tenant_id uuid not null, id uuid not null, country text not null references country, primary key (tenant_id, id));
select tenancy.isolate('address');
-- case: to itself, implicitly the primary key
create table node (tenant_id uuid not null, id uuid not null, parent uuid, primary key (tenant_id, id),
    foreign key (tenant_id, parent) references node);
select tenancy.isolate('node');
-- case: a surrogate key of random values
create table token (tenant_id uuid not null, id uuid primary key);
select tenancy.isolate('token');
-- case: an exclusion constraint with the tenant
create table stay (tenant_id uuid not null, id uuid not null, room int, during daterange, primary key (tenant_id, id),
    exclude using gist (tenant_id with =, room with =, during with &&) where (room > 0));
select tenancy.isolate('stay');
-- case: without overlaps, with period
create table price (tenant_id uuid not null, sku text not null, during daterange, primary key (tenant_id, sku, during without overlaps));
select tenancy.isolate('price');
-- case: a shared table's own key
create table currency (code text primary key, name text unique);
select tenancy.share('currency');
