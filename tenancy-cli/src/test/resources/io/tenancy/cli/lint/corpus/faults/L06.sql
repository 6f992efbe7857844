-- case: a partition open to the application
-- file: V2__reading.sql
create table reading (tenant_id uuid not null, id uuid not null, at timestamptz not null, primary key (tenant_id, id, at)) partition by range (at);
select tenancy.isolate('reading');
-- file: V3__partition.sql
create table reading_2027 partition of reading for values from ('2027-01-01') to ('2028-01-01'); --! L06 error
grant select on reading_2027 to tenancy_app;
-- case: an inheriting table
create table credit_note (reason text) inherits (invoice); --! L06 error
grant select, insert on credit_note to tenancy_app;
-- case: attached
-- file: V2__reading.sql
create table reading (tenant_id uuid not null, id uuid not null, kind text not null, primary key (tenant_id, id, kind)) partition by list (kind);
select tenancy.isolate('reading');
-- file: V3__partition.sql
create table reading_a (tenant_id uuid not null, id uuid not null, kind text not null, primary key (tenant_id, id, kind));
grant select on reading_a to tenancy_app;
alter table reading
    attach partition reading_a for values in ('a'); --! L06 error
-- case: granted later
-- file: V2__credit.sql
create table credit_note (reason text) inherits (invoice);
-- file: V3__grant.sql
grant select on credit_note to tenancy_app; --! L06 error
-- case: opened by default privileges
-- file: V2__open.sql
alter default privileges grant select on tables to tenancy_app; --! L05 warning
-- file: V3__credit.sql
create table credit_note (reason text) inherits (invoice); --! L06 error
-- case: made to inherit
create table credit_note (tenant_id uuid not null, id uuid not null, customer_id uuid not null, number text not null, amount_minor bigint not null, due_on date);
grant select on credit_note to tenancy_app;
alter table credit_note inherit invoice; --! L06 error
