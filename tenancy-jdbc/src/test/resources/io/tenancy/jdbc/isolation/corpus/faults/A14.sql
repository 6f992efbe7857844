--> owned by a superuser @ public.total()
reset role;
create function total() returns bigint language sql security definer set search_path = pg_catalog, pg_temp as 'select sum(amount_minor) from public.invoice';
--> owned by the admin @ public.total()
create function total() returns bigint language sql security definer set search_path = pg_catalog, pg_temp as 'select sum(amount_minor) from public.invoice';
reset role;
alter function total() owner to tenancy_admin;
--> a trigger's @ public.copy_row()
-- not executable: it does nothing
reset role;
create function copy_row() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$ begin return new; end $$;
revoke all on function copy_row() from public;
create trigger copy after insert on invoice for each row execute function copy_row();
--> a procedure @ public.purge(IN before date)
reset role;
create procedure purge(before date) language sql security definer set search_path = pg_catalog, pg_temp as 'delete from public.invoice';
--> without search path = WARNING @ public.total()
-- not executable: the owner sees nothing, and the application can put nothing in the way of a name
create function total() returns bigint language sql security definer as 'select sum(amount_minor) from public.invoice';
--> a search path that the caller fills = WARNING @ public.total()
-- not executable: the owner sees nothing, and the application can make no schema of its own name
create function total() returns bigint language sql security definer set search_path = "$user", public as 'select sum(amount_minor) from public.invoice';
--> lent the control plane's rights @ public.hashes()
-- not executable: accounts are of no tenant, and the proof makes none
create function hashes() returns setof text language sql security definer set search_path = pg_catalog, pg_temp as 'select password_hash from tenancy.account';
reset role; alter function hashes() owner to tenancy_control;
