-- case: invoker
create view open_invoices with (security_invoker) as select * from invoice where amount_minor > 0;
grant select on open_invoices to tenancy_app;
-- case: over shared tables
create view countries as select * from country;
grant select on countries to tenancy_app;
-- case: for the administrator only
create view everything as select * from invoice;
create materialized view monthly as select count(*) from invoice;
grant select on everything, monthly to tenancy_admin;
-- case: made anew with the option
create or replace view dues with (security_invoker = on) as select * from invoice where due_on is not null;
-- case: invoker by a second statement
create view late as select * from invoice;
alter view late set (security_invoker = true);
grant select on late to tenancy_app;
-- case: a pinned definer that is revoked
create function total() returns bigint language sql security definer set search_path = pg_catalog, pg_temp as $$ select sum(amount_minor) from public.invoice $$;
revoke all on function total() from public;
-- case: an invoker function
create function total() returns bigint language sql stable as $$ select sum(amount_minor) from invoice $$;
-- case: a definer trigger
create function touch() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$ begin update public.invoice set number = number where false; return null; end $$;
