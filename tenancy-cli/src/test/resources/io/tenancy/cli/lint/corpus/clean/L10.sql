-- case: in two steps
-- file: V2__add.sql
set local lock_timeout = '5s';
alter table invoice add constraint positive check (amount_minor >= 0) not valid;
alter table invoice add constraint again foreign key (tenant_id, customer_id) references customer (tenant_id, id) not valid;
-- file: V3__validate.sql
alter table invoice validate constraint positive;
alter table invoice validate constraint again;
-- case: not null in three
-- file: V2__add.sql
alter table invoice add constraint due check (due_on is not null) not valid;
-- file: V3__validate.sql
alter table invoice validate constraint due;
-- file: V4__not_null.sql
alter table invoice alter column due_on set not null;
alter table invoice drop constraint due;
-- case: a constant default
alter table invoice add column currency text not null default 'EUR';
alter table invoice add column seen timestamptz default now();
-- case: a wider type
alter table customer alter column name type varchar(80);
alter table customer alter column name set data type text;
-- case: an index before the constraint
-- file: V2__index.sql
create unique index concurrently invoice_once on invoice (tenant_id, number, id);
-- file: V3__constraint.sql
alter table invoice add constraint once unique using index invoice_once;
-- case: a table of this migration
create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
alter table note add column text text not null, add column n bigserial, add check (n > 0);
select tenancy.isolate('note');
-- case: a view made anew
drop view dues;
create view dues with (security_invoker = true) as select id from invoice;
-- case: an undo script
-- file: V2__note.sql
create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
select tenancy.isolate('note');
-- file: U2__note.sql
drop table note;
