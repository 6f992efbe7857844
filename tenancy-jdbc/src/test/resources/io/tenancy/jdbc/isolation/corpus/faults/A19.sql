--> all tables @ corpus_all
-- takes a decision
reset role; create publication corpus_all for all tables;
--> one table @ corpus_one
-- takes a decision
reset role; create publication corpus_one for table invoice;
--> a schema @ corpus_schema
-- takes a decision
reset role; create publication corpus_schema for tables in schema public;
