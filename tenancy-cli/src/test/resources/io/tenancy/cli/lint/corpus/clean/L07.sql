-- case: for the transaction
set local tenancy.tenant_id = '0192f0c1-0000-7000-8000-000000000001';
select set_config('tenancy.principal_id', 'x', true);
-- case: empty, and reset
alter role tenancy_app set tenancy.tenant_id = '';
alter role tenancy_app reset all;
set tenancy.tenant_id to default;
reset tenancy.tenant_id;
-- case: settings of somebody else
set app.tenant = 'x';
alter role tenancy_app set statement_timeout = '30s';
-- case: a backfill as migrator
update invoice set due_on = '2026-01-01' where due_on is null;
insert into customer (tenant_id, id, email) select tenant_id, id, number from invoice;
-- case: as the owner for definitions only
set role tenancy_owner;
comment on table invoice is 'bills';
reset role;
delete from invoice where amount_minor = 0;
-- case: on a shared table
insert into country values ('nl', 'Netherlands');
