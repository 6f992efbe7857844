-- case: reads the tenant
create function this_tenant() returns uuid language sql immutable return current_setting('tenancy.tenant_id')::uuid; --! L08 error
-- case: in a string
create function this_tenant() returns uuid language sql immutable parallel safe as $$ select current_setting('tenancy.tenant_id')::uuid $$; --! L08 error
-- case: in PL/pgSQL
create or replace function
    this_tenant() returns uuid language plpgsql immutable as $$ --! L08 error
declare found uuid; begin
    if current_setting('tenancy.tenant_id', true) <> '' then found := current_setting('tenancy.tenant_id')::uuid; end if;
    return found;
end $$;
-- case: reads a tenant table
create function customers() returns bigint language sql immutable begin atomic select count(*) from customer; end; --! L08 error
-- case: reads a shared table
create function name_of(c text) returns text language sql immutable as 'select name from country where code = c'; --! L08 warning
-- case: declared later
-- file: V2__function.sql
create function this_tenant() returns uuid language sql stable return current_setting('tenancy.tenant_id')::uuid;
-- file: V3__faster.sql
alter function this_tenant() immutable; --! L08 error
-- case: through another function
create function this_tenant() returns uuid language sql stable return current_setting('tenancy.tenant_id')::uuid;
create function mine(t uuid) returns boolean language sql immutable return t = this_tenant(); --! L08 error
