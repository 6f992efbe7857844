-- Branch policies narrow what the floor lets through.
create table booking (tenant_id uuid not null, id uuid not null, branch_id uuid, at timestamptz not null, primary key (tenant_id, id));
create index on booking (tenant_id, branch_id, at);
select tenancy.isolate('booking', branch_column => 'branch_id');
create table booking_log (tenant_id uuid not null, at date not null, id uuid not null, branch_id uuid, primary key (tenant_id, at, id)) partition by range (at);
create table booking_log_old partition of booking_log for values from (minvalue) to ('2026-01-01');
select tenancy.isolate('booking_log', branch_column => 'branch_id');
