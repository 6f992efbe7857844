-- case: a foreign key checked under lock
alter table invoice add constraint again foreign key (tenant_id, customer_id) references customer (tenant_id, id); --! L10 warning
-- case: a check
alter table invoice add check (amount_minor >= 0); --! L10 warning
-- case: not null
alter table invoice alter column due_on set not null; --! L10 warning
-- case: another type
alter table invoice alter amount_minor type numeric using amount_minor / 100.0; --! L10 warning
-- case: a narrower type
alter table customer alter name type varchar(20); --! L10 warning
-- case: a default that differs from row to row
alter table invoice add column token uuid default gen_random_uuid(); --! L10 warning
-- case: a computed column
alter table invoice add column major numeric generated always as (amount_minor / 100.0) stored; --! L10 warning
-- case: a numbered column
alter table invoice add column n bigserial, --! L10 warning
    add column m int generated always as identity; --! L10 warning
-- case: a column that cannot be empty
alter table invoice add column currency text not null; --! L10 warning
-- case: dropped and renamed
alter table invoice drop column due_on; --! L10 warning
alter table customer rename column name to full_name; --! L10 warning
alter table customer rename to client; --! L10 warning
-- case: a table goes
drop table invoice; --! L10 warning
-- case: a view goes
drop view dues; --! L10 warning
-- case: written again
vacuum full invoice; --! L10 warning
cluster invoice using invoice_pkey; --! L10 warning
alter table invoice set unlogged; --! L10 warning
-- case: a unique constraint
alter table invoice add unique (tenant_id, id, number); --! L10 warning
-- case: refreshed while readers wait
-- file: V2__view.sql
create materialized view monthly as select count(*) from country;
-- file: V3__refresh.sql
refresh materialized view monthly; --! L10 warning
-- case: locked by hand
lock table invoice in access exclusive mode; --! L10 warning
