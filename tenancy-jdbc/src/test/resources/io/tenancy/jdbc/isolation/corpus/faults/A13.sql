--> a materialized view @ public.revenue
create materialized view revenue as select tenant_id, sum(amount_minor) from invoice group by 1;
grant select on revenue to tenancy_app;
--> a materialized view over a view @ public.revenue
create view lines with (security_invoker = true) as select * from invoice;
create materialized view revenue as select * from lines;
grant select on revenue to public;
--> a view over a materialized view @ public.totals
create materialized view revenue as select tenant_id, sum(amount_minor) from invoice group by 1;
create view totals as select * from revenue;
grant select on totals to tenancy_app;
--> a rule that copies rows @ public.invoice
-- not executable: the application cannot read the copies
create table copies (tenant_id uuid, id uuid); -- also A01, A10, A11
create rule copy as on insert to invoice do also insert into copies values (new.tenant_id, new.id);
--> a rule on a table beside @ public.doorbell
-- not executable: the application may not write the table that it is on
create table doorbell (id integer);
select tenancy.share('doorbell');
create rule ring as on update to doorbell do also delete from invoice;
--> a foreign table @ public.remote_invoice
-- not executable: there is no server behind it
reset role;
create foreign data wrapper corpus_wrapper;
create server corpus_server foreign data wrapper corpus_wrapper;
create foreign table remote_invoice (tenant_id uuid, id uuid) server corpus_server;
grant select on remote_invoice to tenancy_app;
