-- case: concurrently and alone
create index concurrently on invoice (tenant_id, number);
-- case: more than one
create index concurrently on invoice (tenant_id, number);
drop index concurrently invoice_due;
reindex (concurrently) table invoice;
-- case: outside a transaction, by configuration
-- conf: executeInTransaction=false
set lock_timeout = '5s';
create index concurrently on invoice (tenant_id, number);
-- case: of a table of this migration
create table note (tenant_id uuid not null, id uuid not null, at timestamptz, primary key (tenant_id, id));
create index on note (tenant_id, at);
select tenancy.isolate('note');
-- case: let stand
-- tenancy:ignore L09 the table has forty rows
create index on invoice (tenant_id, number);
-- case: let stand, behind it
create index on invoice (tenant_id, number); -- tenancy:ignore L09 the table has forty rows
