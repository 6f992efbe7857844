-- Catalogues for all tenants, declared.
--: shared country reference.currency
create schema reference;
create table country (code text primary key, name text not null unique);
create table reference.currency (code text primary key, digits smallint not null);
select tenancy.share('country');
select tenancy.share('reference.currency');
create table price (tenant_id uuid not null, sku text not null, country text not null references country, currency text not null references reference.currency (code),
    amount_minor bigint not null, primary key (tenant_id, sku, country));
select tenancy.isolate('price');
create view country_names as select code, name from country;
grant select on country_names to tenancy_app;
create materialized view country_count as select count(*) from country;
grant select on country_count to tenancy_app;
