-- Views on views, invokers all the way; with barrier, check option and column lists.
create table sale (tenant_id uuid not null, id uuid not null, shop text not null, amount_minor bigint not null, primary key (tenant_id, id));
select tenancy.isolate('sale');
create view recent with (security_invoker = true, security_barrier = true) as select * from sale where amount_minor > 0;
create view by_shop (shop, total) with (security_invoker = true) as select shop, sum(amount_minor) from recent group by shop;
create view big with (security_invoker = on, check_option = cascaded) as select * from sale where amount_minor > 1000;
create recursive view numbers (n) as values (1) union all select n + 1 from numbers where n < 10;
grant select on recent, by_shop to tenancy_app;
grant select, insert, update, delete on big to tenancy_app;
-- With its owner's rights, and nothing for the application.
create view everything as select * from sale;
create materialized view monthly as select shop, sum(amount_minor) from sale group by 1;
grant select on monthly to tenancy_admin;
