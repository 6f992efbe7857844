create table note (
    tenant_id  uuid        not null,
    id         uuid        not null,
    title      text        not null,
    content    bytea,
    written_at timestamptz not null,
    primary key (tenant_id, id)
);
select tenancy.isolate('note');
