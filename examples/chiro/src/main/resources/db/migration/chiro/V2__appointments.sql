-- The book. Nobody is in two places at once: neither a practitioner nor a patient.
-- btree_gist is a trusted extension: no superuser is needed, CREATE on the database is enough.
create extension if not exists btree_gist;

create table appointments (
    organization_id uuid        not null,
    id              uuid        not null,
    practitioner_id uuid        not null,
    patient_id      uuid        not null,
    starts_at       timestamptz not null,
    ends_at         timestamptz not null,
    kind            text        not null check (kind in ('initial', 'adjustment', 're_examination', 'rehabilitation')),
    status          text        not null check (status in ('scheduled', 'confirmed', 'completed', 'cancelled', 'no_show')),
    reason          text        not null,
    created_at      timestamptz not null,
    primary key (organization_id, id),
    foreign key (organization_id, practitioner_id) references practitioners (organization_id, id),
    foreign key (organization_id, patient_id) references patients (organization_id, id),
    check (ends_at > starts_at and ends_at <= starts_at + interval '3 hours'),
    constraint appointments_practitioner_is_free exclude using gist
        (organization_id with =, practitioner_id with =, tstzrange(starts_at, ends_at) with &&)
        where (status <> 'cancelled'),
    constraint appointments_patient_is_free exclude using gist
        (organization_id with =, patient_id with =, tstzrange(starts_at, ends_at) with &&)
        where (status <> 'cancelled')
);
create index appointments_by_day on appointments (organization_id, starts_at);
create index appointments_of_practitioner on appointments (organization_id, practitioner_id, starts_at);
create index appointments_of_patient on appointments (organization_id, patient_id, starts_at);
select tenancy.isolate('appointments', tenant_column => 'organization_id');
