-- Webhooks to tenants' own systems: where to, what, and what came of it.
set local role tenancy_control;

-- TENANT. Secrets are sealed outside of the database. leased_until: who sends to it now; one at a time, so that a dead one holds one.
create table tenancy.webhook_endpoint (
    tenant_id       uuid not null default current_setting('tenancy.tenant_id')::uuid,
    id              uuid not null,
    url             text not null check (length(url) between 1 and 2000),
    event_types     text[] not null default '{}' check (cardinality(event_types) <= 100),
    state           text not null check (state in ('ENABLED', 'DISABLED')),
    disabled_for    text check (disabled_for in ('ASKED', 'GONE', 'FAILING')),
    secret          bytea not null,
    previous_secret bytea,
    previous_until  timestamptz,
    created_at      timestamptz not null,
    failures        int not null default 0,
    failing_since   timestamptz,
    resume_at       timestamptz not null,
    leased_until    timestamptz not null,
    primary key (tenant_id, id),
    check ((state = 'DISABLED') = (disabled_for is not null)),
    check ((previous_secret is null) = (previous_until is null))
) with (fillfactor = 80);
call tenancy.tenant_table('webhook_endpoint', 'select, insert, update, delete');

-- TENANT, append-only for the application. The body as it is signed and sent, at every attempt.
create table tenancy.webhook_message (
    tenant_id uuid not null default current_setting('tenancy.tenant_id')::uuid,
    id        uuid not null,
    type      text collate "C" not null check (type ~ '^[a-z0-9_]+([.][a-z0-9_]+)*$' and length(type) <= 100),
    body      text not null check (octet_length(body) <= 20000),
    at        timestamptz not null,
    primary key (tenant_id, id)
);
create index webhook_message_time on tenancy.webhook_message (tenant_id, at desc);
call tenancy.tenant_table('webhook_message', 'select, insert');

-- TENANT. One row for each endpoint that wants a message.
create table tenancy.webhook_delivery (
    tenant_id       uuid not null default current_setting('tenancy.tenant_id')::uuid,
    message_id      uuid not null,
    endpoint_id     uuid not null,
    state           text not null check (state in ('WAITING', 'DELIVERED', 'EXHAUSTED')),
    attempts        int not null default 0,
    next_attempt_at timestamptz not null,
    last_status     int,
    note            text check (length(note) <= 100),
    finished_at     timestamptz,
    primary key (tenant_id, message_id, endpoint_id),
    foreign key (tenant_id, message_id) references tenancy.webhook_message (tenant_id, id) on delete cascade,
    foreign key (tenant_id, endpoint_id) references tenancy.webhook_endpoint (tenant_id, id) on delete cascade
) with (fillfactor = 80);
create index webhook_delivery_due on tenancy.webhook_delivery (tenant_id, endpoint_id, next_attempt_at) where state = 'WAITING';
create index webhook_delivery_next on tenancy.webhook_delivery (next_attempt_at) where state = 'WAITING';
call tenancy.tenant_table('webhook_delivery', 'select, insert, update');

reset role;
