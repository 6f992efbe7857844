-- What was found and done, as a SOAP note: subjective, objective, assessment, plan. A record is never lost with its appointment.

create table treatments (
    organization_id uuid        not null,
    id              uuid        not null,
    appointment_id  uuid        not null,
    subjective      text        not null check (subjective <> ''),
    objective       text        not null check (objective <> ''),
    assessment      text        not null check (assessment <> ''),
    plan            text        not null check (plan <> ''),
    segments        text[]      not null,
    pain_before     smallint    not null check (pain_before between 0 and 10),
    pain_after      smallint    not null check (pain_after between 0 and 10),
    signed_at       timestamptz not null,
    primary key (organization_id, id),
    unique (organization_id, appointment_id),
    foreign key (organization_id, appointment_id) references appointments (organization_id, id)
);
select tenancy.isolate('treatments', tenant_column => 'organization_id');
