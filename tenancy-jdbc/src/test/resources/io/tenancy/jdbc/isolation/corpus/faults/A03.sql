--> bypasses policies @ tenancy_app
reset role; alter role tenancy_app bypassrls;
--> superuser @ tenancy_app
reset role; alter role tenancy_app superuser;
--> makes roles @ tenancy_app
-- not executable: since PostgreSQL 16 it can give itself only roles that it administers
reset role; alter role tenancy_app createrole;
--> replicates @ tenancy_app
-- not executable: takes a replication connection, outside of any transaction
reset role; alter role tenancy_app replication;
--> can become a role that bypasses @ tenancy_app
-- not executable: that role has no right to any table
reset role; create role corpus_backup bypassrls; grant corpus_backup to tenancy_app;
--> can become it over two steps @ tenancy_app
-- not executable: that role has no right to any table
reset role; create role corpus_backup bypassrls; create role corpus_ops in role corpus_backup; grant corpus_ops to tenancy_app;
--> reads the server's files @ tenancy_app
-- not executable: rows of the proof are not in the files yet
reset role; grant pg_read_server_files to tenancy_app;
