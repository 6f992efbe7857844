-- What looks like an attack: single events, and what the worker makes of them.
set local role tenancy_control;

-- TENANT. The application writes, and reads nothing. Of the platform: all zeros. looked_at: when the worker did.
create table tenancy.security_event (
    tenant_id   uuid not null default current_setting('tenancy.tenant_id')::uuid,
    place       bigint generated always as identity,
    id          uuid not null,
    at          timestamptz not null,
    kind        text collate "C" not null check (length(kind) <= 100 and kind ~ '^[a-z][a-z0-9_]*([.][a-z0-9_]+)+$'),
    subject     text collate "C" not null check (length(subject) between 1 and 200),
    address     text collate "C" check (length(address) between 1 and 64),
    details     jsonb not null default '{}' check (tenancy.is_audit_details(details)),
    looked_at   timestamptz,
    incident_id uuid,
    primary key (tenant_id, place)
);
create index security_event_new on tenancy.security_event (place) where looked_at is null;
create index security_event_subject on tenancy.security_event (tenant_id, subject, kind, at);
create index security_event_address on tenancy.security_event (tenant_id, address, kind, at) where address is not null;
create index security_event_incident on tenancy.security_event (incident_id) where incident_id is not null;
call tenancy.tenant_table('security_event', '');
grant insert (id, at, kind, subject, address, details) on tenancy.security_event to tenancy_app;

-- PLATFORM. Events that belong together: of one tenant, with the same subject or from the same address.
create table tenancy.security_incident (
    id           uuid primary key,
    tenant_id    uuid not null,
    rule         text not null,
    severity     text not null check (severity in ('INFO', 'WARNING', 'CRITICAL')),
    subject      text collate "C" not null,
    address      text collate "C",
    first_at     timestamptz not null,
    last_at      timestamptz not null,
    events       bigint not null,
    open_until   timestamptz not null,
    action       text,
    action_until timestamptz,
    action_state text check (action_state in ('TAKEN', 'FAILED', 'UNDONE'))
);
create index security_incident_open on tenancy.security_incident (tenant_id, open_until);
create index security_incident_time on tenancy.security_incident (last_at);
create index security_incident_action on tenancy.security_incident (action_until) where action_state = 'TAKEN';
call tenancy.platform_table('security_incident');
reset role;
