--> to the application = ERROR @ $database
alter default privileges grant select on tables to tenancy_app;
--> in one schema, to everybody = ERROR @ public
alter default privileges in schema public grant select, insert on tables to public;
--> with a guard = WARNING @ $database
alter default privileges grant select on tables to tenancy_app;
reset role;
create function guard() returns event_trigger language plpgsql as 'begin end';
create event trigger corpus_guard on ddl_command_end execute function guard();
--> of the owner = ERROR @ $database
reset role; alter default privileges for role tenancy_owner grant all on tables to tenancy_app;
