-- Unlogged and temporary tables, statistics, comments, storage of large values, a queue with SKIP LOCKED in mind.
create unlogged table scratch (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
create table message (tenant_id uuid not null, id uuid not null, thread uuid not null, reply_to uuid, body text not null, attachment bytea, sent_at timestamptz,
    primary key (tenant_id, id), foreign key (tenant_id, reply_to) references message (tenant_id, id));
alter table message alter attachment set storage external;
create index on message (tenant_id, thread, sent_at);
create index on message (tenant_id, id) where sent_at is null;
comment on table message is 'one per message';
select tenancy.isolate('scratch');
select tenancy.isolate('message');
create temporary table upload (tenant_id uuid, line text);
