-- A leak that row level security does not stop, for the pages to find with tenancyctl check.
-- snippet: leak
create table patient (tenant_id uuid not null, id uuid primary key, name text not null);
create table letter  (tenant_id uuid not null, id uuid not null, text text not null,
                      patient_id uuid not null references patient (id) on delete cascade,
                      primary key (tenant_id, id));
create index on patient (tenant_id);
select tenancy.isolate('patient');
select tenancy.isolate('letter');
-- end
