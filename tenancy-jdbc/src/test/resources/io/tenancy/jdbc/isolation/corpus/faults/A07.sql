--> immutable and inlined nowhere @ public.tenant()
-- not executable: the floor reads the setting itself
create function tenant() returns uuid language plpgsql immutable as $$ begin return current_setting('tenancy.tenant_id')::uuid; end $$;
alter policy tenancy_base on invoice using (tenant_id = (select current_setting('tenancy.tenant_id')::uuid) and tenant_id = tenant());
--> volatile @ public.tenant()
-- not executable: slow, and shows no row
create function tenant() returns uuid language plpgsql as $$ begin return current_setting('tenancy.tenant_id')::uuid; end $$;
alter policy tenancy_base on invoice using (tenant_id = (select current_setting('tenancy.tenant_id')::uuid) and tenant_id = tenant());
--> immutable with a body that can be read @ public.tenant()
-- not executable: the permissive policy reads the setting itself
create function tenant() returns uuid language sql immutable return current_setting('tenancy.tenant_id')::uuid;
alter policy tenancy_floor on invoice using (tenant_id = tenant());
--> leakproof, by somebody who may say so @ public.peek(text)
-- not executable: at its cost the planner runs the policy first
reset role;
create function peek(text) returns boolean language plpgsql stable leakproof as $$ begin raise notice '%', $1; return true; end $$;
--> definer without search path @ public.allowed()
-- not executable: the application can put nothing in the way of the name
create function allowed() returns boolean language plpgsql stable security definer as $$ begin return exists (select from customer); end $$;
alter policy tenancy_base on invoice using (tenant_id = (select current_setting('tenancy.tenant_id')::uuid) and allowed()); -- also A14
--> in the check only @ public.stamp()
-- not executable: the rest of the condition reads the setting itself
create function stamp() returns boolean language plpgsql immutable as $$ begin return current_setting('tenancy.tenant_id') <> ''; end $$;
alter policy tenancy_base on invoice with check (tenant_id = (select current_setting('tenancy.tenant_id')::uuid) and stamp());
