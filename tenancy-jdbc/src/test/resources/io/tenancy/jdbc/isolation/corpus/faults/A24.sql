--> reachable and unexplained = WARNING @ public.memo
create table memo (id uuid primary key, text text);
grant select, insert on memo to tenancy_app;
--> a shared table that is written = WARNING @ public.country
create table country (code text primary key);
select tenancy.share('country');
grant update on country to tenancy_app;
--> declared, but not there = WARNING @ contry
-- not executable: there is nothing
-- takes a decision
--: shared contry
create table country (code text primary key);
--> not declared where others are = WARNING @ public.city
-- not executable: the application only reads it
-- takes a decision
--: shared country
create table country (code text primary key);
create table city (code text primary key);
select tenancy.share('country');
select tenancy.share('city');
--> declared shared, but with a tenant in it = ERROR @ public.price
-- takes a decision
--: shared price
create table price (tenant_id uuid, code text primary key);
grant select on price to tenancy_app;
--> a platform table = ERROR @ tenancy.registry_change
reset role; grant select on tenancy.registry_change to tenancy_app;
--> a foreign table = WARNING @ public.rates
-- not executable: there is no server behind it
reset role;
create foreign data wrapper corpus_wrapper;
create server corpus_server foreign data wrapper corpus_wrapper;
create foreign table rates (code text) server corpus_server;
grant select on rates to tenancy_app;
