-- case: what isolate grants
grant select, insert, update, delete on invoice to tenancy_app;
-- case: all for another role
grant all on invoice to reporting;
alter default privileges grant select on tables to reporting;
-- case: taken away
revoke all on invoice from public, tenancy_app;
revoke truncate on all tables in schema public from tenancy_app;
-- case: usage
grant usage on schema public to tenancy_app, public;
grant execute on all functions in schema public to tenancy_app;
-- case: shared tables for everybody
grant select on country to public;
-- case: a harmless group
create role clerks nologin;
grant clerks to tenancy_app;
-- case: attributes of nobody in particular
create role auditor with login bypassrls;
alter role tenancy_app nobypassrls;
