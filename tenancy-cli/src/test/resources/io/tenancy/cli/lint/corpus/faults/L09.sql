-- case: an index under lock
create index on invoice (tenant_id, number); --! L09 warning
-- case: a unique one
create unique index if not exists invoice_once on invoice (tenant_id, lower(number)); --! L09 warning
-- case: of a table from elsewhere
create index on legacy (name); --! L09 warning
-- case: dropped under lock
drop index invoice_due; --! L09 warning
-- case: built anew under lock
reindex table invoice; --! L09 warning
-- case: among statements that need a transaction
alter table country add column region text;
create index concurrently on invoice (tenant_id, number); --! L09 error
-- case: told to run in a transaction
-- conf: executeInTransaction=true
create index concurrently on invoice (tenant_id, number); --! L09 error
-- case: dropped among others
insert into country values ('nl', 'Netherlands');
drop index concurrently if exists invoice_due; --! L09 error
