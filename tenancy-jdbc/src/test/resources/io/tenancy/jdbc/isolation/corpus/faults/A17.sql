--> of the role @ tenancy_app
reset role; alter role tenancy_app set tenancy.tenant_id = '0192f0c1-0000-7000-8000-000000000001';
--> of the role in this database @ tenancy_app
-- not executable: it is no tenant
reset role;
do $$ begin execute format('alter role tenancy_app in database %I set tenancy.tenant_id = %L', current_database(), 'x'); end $$;
--> of the database @ $database
-- not executable: no table here compares a number
reset role;
do $$ begin execute format('alter database %I set tenancy.tenant_number = 7', current_database()); end $$;
--> from nowhere the catalog knows @ $database
-- takes a decision
set local tenancy.tenant_id = '0192f0c1-0000-7000-8000-000000000001';
--> of another role = WARNING @ tenancy_worker
-- not executable: the application's login is not the one
reset role; alter role tenancy_worker set tenancy.tenant_id = '0192f0c1-0000-7000-8000-000000000001';
