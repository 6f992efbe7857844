--> points by id alone @ public.payment
alter table invoice add unique (id); -- also A09
create table payment (tenant_id uuid not null, id uuid not null, invoice_id uuid not null references invoice (id), primary key (tenant_id, id));
select tenancy.isolate('payment');
--> cascades @ public.payment
alter table invoice add unique (id); -- also A09
create table payment (tenant_id uuid not null, id uuid not null, invoice_id uuid not null references invoice (id) on delete cascade, primary key (tenant_id, id));
select tenancy.isolate('payment');
--> sets null @ public.payment
alter table invoice add unique (id); -- also A09
create table payment (tenant_id uuid not null, id uuid not null, invoice_id uuid references invoice (id) on delete set null, primary key (tenant_id, id));
select tenancy.isolate('payment');
--> to itself @ public.folder
create table folder (tenant_id uuid not null, id uuid not null unique, parent_id uuid references folder (id), primary key (tenant_id, id)); -- also A09
select tenancy.isolate('folder');
--> tenant columns paired crosswise @ public.transfer
create table transfer (tenant_id uuid not null, id uuid not null, partner_id uuid not null, customer_id uuid not null, primary key (tenant_id, id),
    foreign key (partner_id, customer_id) references customer (tenant_id, id));
select tenancy.isolate('transfer');
--> over two tenant columns of different name @ public.visit
create table chart (clinic uuid not null, id uuid not null unique, primary key (clinic, id)); -- also A09
select tenancy.isolate('chart', tenant_column => 'clinic');
create table visit (tenant_id uuid not null, id uuid not null, chart_id uuid not null references chart (id), primary key (tenant_id, id));
select tenancy.isolate('visit');
--> into the registry = WARNING @ public.badge
-- not executable: a row can name no tenant but its own
create table badge (tenant_id uuid not null references tenancy.tenant (id), id uuid not null, primary key (tenant_id, id));
select tenancy.isolate('badge');
--> from a shared table that is changed along @ public.directory
alter table customer add unique (id); -- also A09
create table directory (id uuid primary key, customer_id uuid references customer (id) on delete cascade);
select tenancy.share('directory');
