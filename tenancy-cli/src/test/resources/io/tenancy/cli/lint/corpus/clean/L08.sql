-- case: stable
create function this_tenant() returns uuid language sql stable return current_setting('tenancy.tenant_id')::uuid;
-- case: computes
create function normal(text) returns text language sql immutable strict return lower(btrim($1));
-- case: computes in PL/pgSQL
create function double(n int) returns int language plpgsql immutable as $$ begin return n * 2; end $$;
-- case: volatile and reading
create function customers() returns bigint language sql as $$ select count(*) from customer $$;
-- case: made stable again
create function this_tenant() returns uuid language sql return current_setting('tenancy.tenant_id')::uuid;
alter function this_tenant() stable;
