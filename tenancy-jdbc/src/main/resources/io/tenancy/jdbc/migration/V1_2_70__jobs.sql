-- What is done beside requests, when it is due, and how it went.
set local role tenancy_control;

-- PLATFORM. The table of db-scheduler.
create table tenancy.scheduled_task (
    task_name            text not null,
    task_instance        text not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index scheduled_task_due on tenancy.scheduled_task (execution_time);
create index scheduled_task_heartbeat on tenancy.scheduled_task (last_heartbeat);

-- PLATFORM. One run of a job at a time.
create table tenancy.job_run (
    id           uuid primary key,
    job          text collate "C" not null check (job ~ '^[a-z][a-z0-9-]{0,62}$'),
    outcome      text not null check (outcome in ('RUNNING', 'OK', 'FAILED', 'LOST')),
    started_at   timestamptz not null,
    leased_until timestamptz not null,
    finished_at  timestamptz,
    done         bigint not null,
    failed       bigint not null,
    note         text check (length(note) <= 500)
);
create unique index job_run_one_at_a_time on tenancy.job_run (job) where outcome = 'RUNNING';
create index job_run_newest on tenancy.job_run (job, started_at desc);

-- PLATFORM. Notices of the end of a trial, each once.
create table tenancy.trial_notice (
    tenant_id     uuid not null references tenancy.tenant (id),
    trial_ends_at timestamptz not null,
    days_before   int not null check (days_before between 0 and 60),
    noticed_at    timestamptz not null,
    primary key (tenant_id, trial_ends_at, days_before)
);
call tenancy.platform_table('scheduled_task');
call tenancy.platform_table('job_run');
call tenancy.platform_table('trial_notice');

reset role;
