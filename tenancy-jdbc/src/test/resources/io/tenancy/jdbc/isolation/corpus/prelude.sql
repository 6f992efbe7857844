-- What every fault is built on: two tables as they should be. Runs as tenancy_migrator.
create table customer (tenant_id uuid not null, id uuid not null, email text not null, primary key (tenant_id, id));
create table invoice (tenant_id uuid not null, id uuid not null, customer_id uuid not null, number text not null,
    amount_minor bigint not null, primary key (tenant_id, id), unique (tenant_id, number),
    foreign key (tenant_id, customer_id) references customer (tenant_id, id));
select tenancy.isolate('customer');
select tenancy.isolate('invoice');
