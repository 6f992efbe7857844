-- case: reached through the parent only
create table credit_note (reason text) inherits (invoice);
-- case: isolated again
create table credit_note (reason text) inherits (invoice);
grant select on credit_note to tenancy_app;
select tenancy.isolate('invoice');
-- case: partitions before isolate
create table reading (tenant_id uuid not null, id uuid not null, at timestamptz not null, primary key (tenant_id, id, at)) partition by range (at);
create table reading_2027 partition of reading for values from ('2027-01-01') to ('2028-01-01') partition by hash (tenant_id);
create table reading_2027_0 partition of reading_2027 for values with (modulus 1, remainder 0);
select tenancy.isolate('reading');
-- case: of a shared table
create table region (code text, primary key (code)) partition by list (code);
select tenancy.share('region');
create table region_eu partition of region for values in ('eu');
grant select on region_eu to tenancy_app;
-- case: detached
-- file: V2__credit.sql
create table credit_note (reason text) inherits (invoice);
-- file: V3__alone.sql
alter table credit_note no inherit invoice;
