-- snippet: isolate
create table patient (
    tenant_id uuid not null,
    id        uuid not null default gen_random_uuid(),
    name      text not null,
    primary key (tenant_id, id)
);
-- snippet: one-line
select tenancy.isolate('patient');
-- end
-- end
