-- What was ordered when a tenant was set up, and how far that got.
set local role tenancy_control;

-- PLATFORM. The order is forgotten when it is carried out: it may hold an e-mail address. Its hash stays, to know it again.
create table tenancy.provisioning (
    id              uuid primary key,
    idempotency_key text collate "C" unique check (length(idempotency_key) between 1 and 200),
    tenant_id       uuid not null unique references tenancy.tenant (id) deferrable initially deferred,
    request         jsonb,
    request_hash    bytea not null check (octet_length(request_hash) = 32),
    state           text not null check (state in ('WAITING', 'RUNNING', 'FAILED', 'DONE', 'UNDONE')),
    attempts        int not null check (attempts >= 0),
    started_at      timestamptz not null,
    finished_at     timestamptz,
    error           text check (length(error) <= 1000),
    check ((state = 'DONE') = (request is null))
);

-- PLATFORM.
create table tenancy.provisioning_step (
    provisioning_id uuid not null references tenancy.provisioning (id),
    place           int not null check (place >= 0),
    name            text collate "C" not null check (name ~ '^[a-z][a-z0-9_.-]{0,62}$'),
    state           text not null check (state in ('OPEN', 'FAILED', 'DONE', 'UNDONE')),
    attempts        int not null check (attempts >= 0),
    finished_at     timestamptz,
    primary key (provisioning_id, name),
    unique (provisioning_id, place)
);
call tenancy.platform_table('provisioning');
call tenancy.platform_table('provisioning_step');

reset role;
