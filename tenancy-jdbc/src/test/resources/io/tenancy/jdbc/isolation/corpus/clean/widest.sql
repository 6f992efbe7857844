-- A table at its widest: every kind of column and constraint at once, index forms, storage options.
create table widest (
    tenant_id uuid not null default current_setting('tenancy.tenant_id')::uuid,
    id uuid not null default gen_random_uuid(),
    a smallint, b integer default 7, c bigint, d numeric(12, 2), e real, f double precision, g boolean not null default true,
    h char(3), i varchar(40), j text collate "C", k bytea, l date, m time, n timestamptz default now(), o interval, p inet, q macaddr,
    r jsonb, s xml, t uuid[], u int4range, v point, w bit(4), x money, y tsvector, z bigint generated always as (c * 2) stored,
    primary key (tenant_id, id) include (b), unique nulls not distinct (tenant_id, i), check (a > 0), check (l < current_date or b is null) no inherit
) with (fillfactor = 80);
create index on widest (tenant_id, n desc nulls last) include (d);
create index on widest using brin (n);
create index on widest using hash (id);
create index on widest (tenant_id, lower(i)) where g;
create statistics widest_ab on a, b from widest;
select tenancy.isolate('widest');
