--> owned by a superuser @ public.everything
reset role;
create view everything as select * from invoice;
grant select on everything to tenancy_app;
--> owned by a role with a policy of its own @ public.everything
create view everything as select * from invoice;
reset role;
alter view everything owner to tenancy_admin;
grant select on everything to tenancy_app;
--> a view over a view, the lower one with its owner's rights @ public.upper_view
reset role;
create view lower_view as select * from invoice;
create view upper_view with (security_invoker = true) as select * from lower_view;
grant select on upper_view, lower_view to tenancy_app; -- also A12
--> an invoker under a view with its owner's rights @ public.upper_view
-- not executable: the lower view still reads with the rights of whoever asks
reset role;
create view lower_view with (security_invoker = true) as select * from invoice;
create view upper_view as select * from lower_view;
grant select on upper_view to tenancy_app;
--> in a subquery, granted to everybody @ public.names
reset role;
create view names as select id from (select 1 as id) x where exists (select from customer);
grant select on names to public;
--> given to the owner, who sees nothing = WARNING @ public.everything
-- not executable: the owner sees nothing
create view everything as select * from invoice;
grant select on everything to tenancy_app;
--> writable through it @ public.inbox
reset role;
create view inbox as select * from invoice where amount_minor = 0;
grant insert on inbox to tenancy_app;
