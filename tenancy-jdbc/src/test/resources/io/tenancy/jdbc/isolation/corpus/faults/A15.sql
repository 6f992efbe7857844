--> truncate @ public.invoice
grant truncate on invoice to tenancy_app;
--> everything @ public.invoice
grant all on invoice to tenancy_app;
--> to everybody @ public.customer
grant references, trigger on customer to public;
--> references on one column @ public.customer
-- not executable: the application can make a table nowhere
grant references (id) on customer to tenancy_app;
--> through a group @ public.invoice
reset role; create role corpus_group; grant trigger on invoice to corpus_group; grant corpus_group to tenancy_app;
--> on a shared table @ public.country
create table country (code text primary key);
select tenancy.share('country');
grant truncate on country to tenancy_app;
--> on a child @ public.old_invoice
create table old_invoice () inherits (invoice);
create index on old_invoice (tenant_id);
select tenancy.isolate('invoice');
grant truncate on old_invoice to tenancy_app;
