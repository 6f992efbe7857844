-- What comes from gateways and what goes to them; what follows from a change of state.
set local role tenancy_control;

-- PLATFORM. Every event of a gateway, once. It says what to ask for, and no more: its content is not kept.
create table tenancy.billing_event (
    gateway         text collate "C" not null,
    mode            text not null check (mode in ('SANDBOX', 'LIVE')),
    event_id        text collate "C" not null check (length(event_id) between 1 and 255),
    type            text collate "C" not null check (length(type) <= 100),
    about_kind      text not null check (about_kind in ('SUBSCRIPTION', 'PAYMENT', 'OTHER')),
    about_id        text collate "C" not null check (length(about_id) between 1 and 255),
    occurred_at     timestamptz not null,
    received_at     timestamptz not null,
    times           int not null default 1,
    state           text not null check (state in ('WAITING', 'DONE', 'PARKED')),
    attempts        int not null default 0,
    next_attempt_at timestamptz not null,
    finished_at     timestamptz,
    note            text check (length(note) <= 300),
    primary key (gateway, mode, event_id)
) with (fillfactor = 80);
create index billing_event_due on tenancy.billing_event (next_attempt_at) where state = 'WAITING';
create index billing_event_newest on tenancy.billing_event (received_at desc);
call tenancy.platform_table('billing_event');

-- PLATFORM. What is to follow from a transition, in its transaction; the same id always.
create table tenancy.billing_effect (
    id              uuid primary key,
    tenant_id       uuid not null,
    subscription_id uuid not null,
    created_at      timestamptz not null,
    state           text not null check (state in ('WAITING', 'DONE', 'PARKED')),
    attempts        int not null default 0,
    next_attempt_at timestamptz not null,
    finished_at     timestamptz,
    note            text check (length(note) <= 300)
) with (fillfactor = 80);
create index billing_effect_due on tenancy.billing_effect (next_attempt_at) where state = 'WAITING';
call tenancy.platform_table('billing_effect');

-- PLATFORM. What we want of a gateway, before it is asked.
create table tenancy.billing_intent (
    key          text collate "C" primary key check (length(key) <= 120),
    gateway      text collate "C" not null,
    mode         text not null check (mode in ('SANDBOX', 'LIVE')),
    tenant_id    uuid not null,
    operation    text collate "C" not null,
    made         text,
    within       text collate "C" not null,
    request_hash bytea not null check (octet_length(request_hash) = 32),
    plan         text collate "C",
    plan_version int,
    quantity     bigint check (quantity >= 1),
    amount_minor bigint,
    currency     text collate "C",
    interval_unit  text,
    interval_count int,
    state        text not null check (state in ('OPEN', 'UNKNOWN', 'DONE', 'REFUSED')),
    result_id    text collate "C",
    code         text check (length(code) <= 100),
    attempts     int not null default 0,
    created_at   timestamptz not null,
    leased_until timestamptz not null,
    finished_at  timestamptz,
    unique (tenant_id, key)
);
create index billing_intent_open on tenancy.billing_intent (created_at) where state in ('OPEN', 'UNKNOWN');
call tenancy.platform_table('billing_intent');

-- PLATFORM. Payments that paid for a period, at gateways that do not charge again by themselves. Each pays once.
create table tenancy.billing_payment (
    gateway    text collate "C" not null,
    mode       text not null check (mode in ('SANDBOX', 'LIVE')),
    payment_id text collate "C" not null check (length(payment_id) between 1 and 255),
    tenant_id  uuid not null,
    key        text collate "C" not null,
    paid_at    timestamptz not null,
    primary key (gateway, mode, payment_id),
    foreign key (tenant_id, key) references tenancy.billing_intent (tenant_id, key)
);
call tenancy.platform_table('billing_payment');

reset role;
