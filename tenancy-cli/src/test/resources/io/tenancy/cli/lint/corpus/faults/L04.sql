-- case: a view with its owner's rights
create view all_invoices as select * from invoice; --! L04 error
grant select on all_invoices to tenancy_app;
-- case: through another view
create view base as select * from invoice;
create view top as select count(*) from base; --! L04 error
grant select on top to public;
-- case: a materialized view
create materialized view revenue as select tenant_id, sum(amount_minor) from invoice group by 1; --! L04 error
grant select on revenue to tenancy_app;
-- case: granted by a later migration
-- file: V2__view.sql
create view report as select * from invoice;
-- file: V3__grant.sql
grant select on report to tenancy_app; --! L04 error
-- case: made anew without the option
create or replace view dues as select * from invoice where due_on is not null; --! L04 error
-- case: the option is taken away
alter view dues reset (security_invoker); --! L04 error
-- case: switched off
alter view dues set (security_invoker = false); --! L04 error
-- case: definer without a search path
create function total() returns bigint language sql security definer as $$ select sum(amount_minor) from invoice $$; --! L04 warning
revoke execute on function total() from public;
-- case: definer that everybody may run
create function total() returns bigint language sql security definer set search_path = pg_catalog, pg_temp as $$ select sum(amount_minor) from public.invoice $$; --! L04 warning
-- case: definer that builds its SQL
create function run(what text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp --! L04 warning
    as $$ begin execute what; end $$;
-- case: made a definer later
-- file: V2__function.sql
create function total() returns bigint language sql as $$ select sum(amount_minor) from invoice $$;
-- file: V3__definer.sql
alter function total() security definer set search_path = pg_catalog; --! L04 warning
