-- snippet: keys
create table visit (
    tenant_id  uuid not null,
    id         uuid not null default gen_random_uuid(),
    patient_id uuid not null,
    starts_at  timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, patient_id, starts_at),
    foreign key (tenant_id, patient_id) references patient (tenant_id, id)
);
select tenancy.isolate('visit');
-- end
