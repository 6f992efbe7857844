-- Functions and procedures in SQL and PL/pgSQL, invoker and definer; the definers belong to tenancy_owner, which sees no rows.
create table account (tenant_id uuid not null, id uuid not null, balance_minor bigint not null default 0, primary key (tenant_id, id));
create table posting (tenant_id uuid not null, id uuid not null, account_id uuid not null, amount_minor bigint not null, primary key (tenant_id, id),
    foreign key (tenant_id, account_id) references account (tenant_id, id));
create index on posting (tenant_id, account_id);
select tenancy.isolate('account');
select tenancy.isolate('posting');
create function balance(of uuid) returns bigint language sql stable return (select sum(amount_minor) from posting where account_id = of);
create function post(to_account uuid, amount bigint) returns void language sql as $$
    insert into posting (id, account_id, amount_minor) values (gen_random_uuid(), to_account, amount);
    update account set balance_minor = balance_minor + amount where id = to_account $$;
create procedure settle() language plpgsql as $$ begin update account set balance_minor = 0; end $$;
create function version_of_rules() returns text language sql stable security definer set search_path = pg_catalog, pg_temp as 'select ''7''::text';
create function normal(text) returns text language sql immutable strict return lower(btrim($1));
create aggregate total(bigint) (sfunc = int8pl, stype = bigint);
create unique index on account (tenant_id, normal(id::text));
