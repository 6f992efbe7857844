-- Range, list and hash, two levels deep, with a default partition and one attached later.
create table reading (tenant_id uuid not null, sensor uuid not null, at timestamptz not null, value double precision,
    primary key (tenant_id, sensor, at)) partition by range (at);
create table reading_2026 partition of reading for values from ('2026-01-01') to ('2027-01-01') partition by hash (tenant_id);
create table reading_2026_0 partition of reading_2026 for values with (modulus 2, remainder 0);
create table reading_2026_1 partition of reading_2026 for values with (modulus 2, remainder 1);
create table reading_rest partition of reading default;
select tenancy.isolate('reading');
create table alarm (tenant_id uuid not null, id uuid not null, kind text not null, primary key (tenant_id, id, kind)) partition by list (kind);
create table alarm_fire partition of alarm for values in ('fire');
create table alarm_water (tenant_id uuid not null, id uuid not null, kind text not null, primary key (tenant_id, id, kind));
alter table alarm attach partition alarm_water for values in ('water');
create index on alarm (tenant_id, kind);
select tenancy.isolate('alarm');
create table alarm_note (tenant_id uuid not null, id uuid not null, alarm_id uuid not null, kind text not null, primary key (tenant_id, id),
    foreign key (tenant_id, alarm_id, kind) references alarm (tenant_id, id, kind) on delete cascade);
select tenancy.isolate('alarm_note');
