-- A database right after init.
select 1;
