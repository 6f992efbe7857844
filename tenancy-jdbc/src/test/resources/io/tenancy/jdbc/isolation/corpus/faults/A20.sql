--> temporary tables @ $database
reset role;
do $$ begin execute format('grant temporary on database %I to tenancy_app', current_database()); end $$;
--> create in a schema @ public
reset role; grant create on schema public to tenancy_app;
--> create for everybody in a schema of its own @ scratch
create schema scratch; grant all on schema scratch to public;
--> large objects @ $database
-- not executable: nobody granted the object to the application
-- takes a decision
reset role; select lo_create(0);
--> a sequence that can be read @ public.invoice_number
create sequence invoice_number; grant select on invoice_number to tenancy_app;
--> a sequence that can be set @ public.invoice_number
create sequence invoice_number; grant usage, update on invoice_number to tenancy_app;
