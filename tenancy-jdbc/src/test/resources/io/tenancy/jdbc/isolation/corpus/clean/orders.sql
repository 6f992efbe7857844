-- The shape of an order system: composite keys of three columns, self references, a many-to-many table, soft deletes.
create table category (tenant_id uuid not null, category_id smallint not null, name text not null, primary key (tenant_id, category_id));
create table product (tenant_id uuid not null, product_id smallint not null, category_id smallint, name text not null, deleted_at timestamptz,
    primary key (tenant_id, product_id), foreign key (tenant_id, category_id) references category (tenant_id, category_id));
create unique index on product (tenant_id, name) where deleted_at is null;
create table territory (tenant_id uuid not null, territory_id text not null, region_id smallint not null, primary key (tenant_id, territory_id));
create table employee (tenant_id uuid not null, employee_id smallint not null, reports_to smallint, primary key (tenant_id, employee_id),
    foreign key (tenant_id, reports_to) references employee (tenant_id, employee_id));
create table employee_territory (tenant_id uuid not null, employee_id smallint not null, territory_id text not null, primary key (tenant_id, employee_id, territory_id),
    foreign key (tenant_id, employee_id) references employee (tenant_id, employee_id), foreign key (tenant_id, territory_id) references territory (tenant_id, territory_id));
create table orders (tenant_id uuid not null, order_id integer not null, employee_id smallint, primary key (tenant_id, order_id),
    foreign key (tenant_id, employee_id) references employee (tenant_id, employee_id));
create table order_detail (tenant_id uuid not null, order_id integer not null, product_id smallint not null, quantity smallint not null, primary key (tenant_id, order_id, product_id),
    foreign key (tenant_id, order_id) references orders (tenant_id, order_id) on delete cascade, foreign key (tenant_id, product_id) references product (tenant_id, product_id));
do $$ declare t text; begin foreach t in array array['category', 'product', 'territory', 'employee', 'employee_territory', 'orders', 'order_detail'] loop perform tenancy.isolate(t::regclass); end loop; end $$;
