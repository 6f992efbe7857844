-- case: a foreign key without the tenant
create table payment (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id),
    customer_id uuid not null references customer (id)); --! L03 error
select tenancy.isolate('payment');
-- case: one that cascades
create table payment (
    tenant_id uuid not null,
    id uuid not null,
    invoice_id uuid not null,
    primary key (tenant_id, id),
    foreign key (invoice_id) references invoice (id) on delete cascade --! L03 error
);
select tenancy.isolate('payment');
-- case: columns in another order
create table payment (tenant_id uuid not null, id uuid not null, invoice_id uuid not null, primary key (tenant_id, id),
    constraint crossed foreign key (invoice_id, tenant_id) references invoice (tenant_id, id)); --! L03 error
select tenancy.isolate('payment');
-- case: unique over all tenants
create table member (tenant_id uuid not null, id uuid not null, email text not null unique, primary key (tenant_id, id)); --! L03 error
select tenancy.isolate('member');
-- case: a numbered primary key
create table ticket (tenant_id uuid not null, id bigint generated always as identity primary key); --! L03 error
select tenancy.isolate('ticket');
-- case: a unique index over an expression
create table member (tenant_id uuid not null, id uuid not null, email text not null, primary key (tenant_id, id));
create unique index on member (lower(email)); --! L03 error
select tenancy.isolate('member');
-- case: added later
alter table customer add constraint customer_email unique (email); --! L03 error, L10 warning
-- case: a foreign key added later
alter table invoice
    drop constraint invoice_customer_id_fkey,
    add foreign key (customer_id) references customer (id) not valid; --! L03 error
-- case: an exclusion constraint without the tenant
create table stay (tenant_id uuid not null, id uuid not null, room int, during daterange, primary key (tenant_id, id),
    exclude using gist (room with =, during with &&)); --! L03 error
select tenancy.isolate('stay');
