-- What the application cannot reach: a worker's queue with tenants in it, isolated all the same; a table of the operator.
create table outbox (tenant_id uuid not null, id uuid not null, payload jsonb, primary key (tenant_id, id));
select tenancy.isolate('outbox');
revoke all on outbox from tenancy_app;
create table operator_note (id uuid primary key, text text);
create sequence ticket;
grant usage on sequence ticket to tenancy_app;
reset role;
create publication corpus_own for table outbox where (tenant_id = '0192f0c1-0000-7000-8000-000000000001');
create foreign data wrapper corpus_wrapper;
create server corpus_server foreign data wrapper corpus_wrapper;
create foreign table archive (tenant_id uuid, id uuid) server corpus_server;
