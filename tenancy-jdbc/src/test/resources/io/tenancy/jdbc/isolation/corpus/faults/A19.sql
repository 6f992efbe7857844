--> all tables @ corpus_all
-- not executable: takes a subscriber on another server
-- takes a decision
reset role; create publication corpus_all for all tables;
--> one table @ corpus_one
-- not executable: takes a subscriber on another server
-- takes a decision
reset role; create publication corpus_one for table invoice;
--> a schema @ corpus_schema
-- not executable: takes a subscriber on another server
-- takes a decision
reset role; create publication corpus_schema for tables in schema public;
