-- Who works at a practice, and whom it treats.
-- Every key leads with organization_id: two practices may know the same person, and neither can tell.

create table practitioners (
    organization_id uuid        not null,
    id              uuid        not null,
    full_name       text        not null check (full_name <> ''),
    email           text        not null check (email = lower(email) and email like '%_@_%'),
    licence_number  text        not null check (licence_number <> ''),
    specialty       text        not null check (specialty in ('general', 'sports', 'prenatal', 'paediatric', 'massage')),
    works_from      time        not null,
    lunch_from      time        not null,
    lunch_until     time        not null,
    works_until     time        not null,
    created_at      timestamptz not null,
    primary key (organization_id, id),
    unique (organization_id, email),
    unique (organization_id, licence_number),
    check (works_from < lunch_from and lunch_from < lunch_until and lunch_until < works_until)
);
select tenancy.isolate('practitioners', tenant_column => 'organization_id');

create table patients (
    organization_id uuid        not null,
    id              uuid        not null,
    chart_number    text        not null check (chart_number <> ''),
    given_name      text        not null check (given_name <> ''),
    family_name     text        not null check (family_name <> ''),
    born_on         date        not null check (born_on > date '1900-01-01'),
    email           text        not null check (email = lower(email) and email like '%_@_%'),
    phone           text        not null,
    insurer         text,
    complaint       text        not null,
    created_at      timestamptz not null,
    primary key (organization_id, id),
    unique (organization_id, chart_number),
    unique (organization_id, email)
);
create index patients_by_name on patients (organization_id, family_name, given_name);
select tenancy.isolate('patients', tenant_column => 'organization_id');
