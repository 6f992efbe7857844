-- What every case stands on: version 1.
create table customer (tenant_id uuid not null, id uuid not null, email text not null, name varchar(40), primary key (tenant_id, id));
create table invoice (tenant_id uuid not null, id uuid not null, customer_id uuid not null, number text not null,
    amount_minor bigint not null, due_on date, primary key (tenant_id, id), unique (tenant_id, number),
    foreign key (tenant_id, customer_id) references customer (tenant_id, id));
select tenancy.isolate('customer');
select tenancy.isolate('invoice');
create table country (code text primary key, name text not null);
select tenancy.share('country');
create index invoice_due on invoice (tenant_id, due_on);
create view dues with (security_invoker = true) as select * from invoice where due_on is not null;
grant select on dues to tenancy_app;
