-- How tenants are served, minute by minute, and their errors in groups. The worker adds up what nodes have summed; 90 days are kept.
set local role tenancy_control;

-- TENANT. buckets and counts stand side by side: bucket i of an exponential histogram (2^(i/4) to 2^((i+1)/4) microseconds), and how many.
create table tenancy.observed_minute (
    tenant_id  uuid not null default current_setting('tenancy.tenant_id')::uuid,
    minute     timestamptz not null,
    requests   bigint not null,
    errors     bigint not null check (errors between 0 and requests),
    micros     bigint not null,
    max_micros bigint not null,
    buckets    smallint[] not null,
    counts     bigint[] not null check (cardinality(counts) = cardinality(buckets)),
    primary key (tenant_id, minute)
) with (fillfactor = 70);
create index observed_minute_time on tenancy.observed_minute (minute);
call tenancy.tenant_table('observed_minute', 'select');

-- TENANT. Types and frames, never a message: that may hold a row's content.
create table tenancy.observed_error (
    tenant_id   uuid not null default current_setting('tenancy.tenant_id')::uuid,
    day         date not null,
    fingerprint text collate "C" not null check (fingerprint ~ '^([0-9a-f]{16}|other)$'),
    exception   text not null check (length(exception) <= 200),
    frames      text[] not null check (cardinality(frames) <= 5),
    times       bigint not null,
    first_at    timestamptz not null,
    last_at     timestamptz not null,
    primary key (tenant_id, day, fingerprint)
) with (fillfactor = 70);
create index observed_error_day on tenancy.observed_error (day);
call tenancy.tenant_table('observed_error', 'select');

-- PLATFORM. When the share of errors was looked at last: by one node for all, each minute.
create table tenancy.observation_watch (
    only_row  boolean primary key default true check (only_row),
    looked_at timestamptz not null
);
call tenancy.platform_table('observation_watch');
reset role;
insert into tenancy.observation_watch (looked_at) values ('-infinity');
