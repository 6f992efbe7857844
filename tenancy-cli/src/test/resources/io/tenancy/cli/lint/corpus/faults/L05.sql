-- case: all
grant all on invoice to tenancy_app; --! L05 error
-- case: truncate
grant select, truncate on table invoice, customer to tenancy_app; --! L05 error
-- case: to everybody
grant select on invoice to public; --! L05 warning
-- case: everything in the schema
grant all privileges on all tables in schema public to tenancy_app; --! L05 error
-- case: columns to be referred to
grant select (id), references (id) on customer to tenancy_app; --! L05 error
-- case: tables to come
alter default privileges in schema public grant select, insert on tables to tenancy_app; --! L05 warning
-- case: tables to come, with everything
alter default privileges grant all on tables to public; --! L05 error
-- case: above the policies
alter role tenancy_app bypassrls; --! L05 error
-- case: a member of the owner
grant tenancy_owner to tenancy_app; --! L05 error
grant tenancy_control to tenancy_app; --! L05 error
-- case: a member of a role made strong
create role auditor bypassrls;
grant auditor to tenancy_app; --! L05 error
-- case: a member of nobody knows what
grant reporting to tenancy_app; --! L05 warning
-- case: the owner
alter table invoice owner to tenancy_app; --! L05 error
-- case: through a group that the application is in
create role clerks;
grant clerks to tenancy_app;
grant trigger on invoice to clerks; --! L05 error
-- case: temporary tables
grant temporary on database clinic to tenancy_app; --! L05 warning
-- case: objects of its own
grant create, usage on schema public to tenancy_app; --! L05 warning
