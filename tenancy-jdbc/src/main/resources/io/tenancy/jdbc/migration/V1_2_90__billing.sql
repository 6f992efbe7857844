-- Subscriptions: what gateways say, what we make of it, and everything that went to or came from a gateway.
set local role tenancy_control;

-- PLATFORM. What gateways know of our prices. A price that is not here is nobody's: nothing is concluded from it.
create table tenancy.billing_price (
    gateway        text collate "C" not null,
    mode           text not null check (mode in ('SANDBOX', 'LIVE')),
    price_id       text collate "C" not null check (length(price_id) between 1 and 255),
    plan           text collate "C" not null,
    plan_version   int not null,
    interval_unit  text not null check (interval_unit in ('DAY', 'WEEK', 'MONTH', 'YEAR')),
    interval_count int not null check (interval_count between 1 and 36),
    amount_minor   bigint not null check (amount_minor >= 0),
    currency       text collate "C" not null check (currency ~ '^[A-Z]{3}$'),
    primary key (gateway, mode, price_id),
    unique (gateway, mode, plan, plan_version, currency, interval_unit, interval_count, amount_minor),
    foreign key (plan, plan_version) references tenancy.plan_version (plan, version)
);
call tenancy.platform_table('billing_price');

-- TENANT. Whom a gateway knows the tenant as.
create table tenancy.billing_customer (
    tenant_id   uuid not null default current_setting('tenancy.tenant_id')::uuid,
    gateway     text collate "C" not null,
    mode        text not null check (mode in ('SANDBOX', 'LIVE')),
    customer_id text collate "C" not null,
    since       timestamptz not null,
    primary key (tenant_id, gateway, mode)
);
call tenancy.tenant_table('billing_customer', '');

-- TENANT. What the gateway says stands beside what we make of it, and neither replaces the other. The application reads its own.
create table tenancy.billing_subscription (
    tenant_id            uuid not null default current_setting('tenancy.tenant_id')::uuid,
    id                   uuid not null,
    gateway              text collate "C" not null,
    mode                 text not null check (mode in ('SANDBOX', 'LIVE')),
    provider_id          text collate "C",
    customer_id          text collate "C",
    plan                 text collate "C" not null,
    plan_version         int not null,
    quantity             bigint not null check (quantity >= 1),
    amount_minor         bigint,
    currency             text collate "C",
    interval_unit        text,
    interval_count       int,
    provider_status      text not null,
    raw_status           text not null check (length(raw_status) <= 100),
    access               text not null check (access in ('TRIAL', 'ACTIVE', 'GRACE', 'RESTRICTED', 'SUSPENDED', 'ENDED')),
    since                timestamptz not null,
    period_start         timestamptz,
    period_end           timestamptz,
    trial_ends_at        timestamptz,
    cancel_at_period_end boolean not null default false,
    next_plan            text collate "C",
    late_since           timestamptz,
    grace_until          timestamptz,
    ended_at             timestamptz,
    changed_at           timestamptz not null,
    primary key (tenant_id, id),
    foreign key (plan, plan_version) references tenancy.plan_version (plan, version)
);
create unique index billing_subscription_current on tenancy.billing_subscription (tenant_id) where access <> 'ENDED';
create index billing_subscription_grace on tenancy.billing_subscription (grace_until) where access = 'GRACE';
call tenancy.tenant_table('billing_subscription', 'select');

-- TENANT, append-only. Each difference between two states, and what caused it to be seen.
create table tenancy.billing_transition (
    tenant_id       uuid not null default current_setting('tenancy.tenant_id')::uuid,
    id              uuid not null,
    place           bigint generated always as identity,
    subscription_id uuid not null,
    at              timestamptz not null,
    cause           text collate "C" not null check (length(cause) <= 300),
    before_access   text,
    after_access    text not null,
    before_status   text,
    after_status    text not null,
    before_plan     text collate "C",
    after_plan      text collate "C" not null,
    before_minor    bigint,
    after_minor     bigint,
    currency        text collate "C",
    interval_unit   text,
    interval_count  int,
    primary key (tenant_id, id),
    foreign key (tenant_id, subscription_id) references tenancy.billing_subscription (tenant_id, id)
);
create index billing_transition_time on tenancy.billing_transition (tenant_id, subscription_id, place);
call tenancy.tenant_table('billing_transition', 'select');

-- PLATFORM. The fence of each object at a gateway: who fetches takes the next number, and only the highest number is applied.
create table tenancy.billing_fence (
    gateway         text collate "C" not null,
    mode            text not null check (mode in ('SANDBOX', 'LIVE')),
    provider_id     text collate "C" not null check (length(provider_id) between 1 and 255),
    tenant_id       uuid not null,
    subscription_id uuid not null,
    sync_seq        bigint not null default 0,
    applied_seq     bigint not null default 0 check (applied_seq <= sync_seq),
    primary key (gateway, mode, provider_id)
);
call tenancy.platform_table('billing_fence');

reset role;
