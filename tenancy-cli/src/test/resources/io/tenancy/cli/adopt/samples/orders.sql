-- Orders of a wholesaler: natural and composite keys, tables that refer to themselves and to each other, a reserved word as a name, hardly a serial.
-- Written for this test; runs as the role shop.
create schema wholesale;
create extension btree_gist;
create sequence wholesale.doc_seq;
create type wholesale.order_state as enum ('draft', 'placed', 'shipped', 'closed');
create domain wholesale.code as varchar(12) check (value ~ '^[A-Z0-9-]+$');
create domain wholesale.money as numeric(14, 2) check (value >= 0);
create type wholesale.dimensions as (width integer, height integer, depth integer);
create table wholesale.region (id smallint primary key, name text not null unique);
create table wholesale.territory (code varchar(20) primary key, name text not null, region_id smallint not null references wholesale.region);
create table wholesale.category (code wholesale.code primary key, parent wholesale.code references wholesale.category, name text not null, constraint not_its_own check (parent is distinct from code));
create table wholesale.company (company_no integer primary key, name text not null, parent_no integer references wholesale.company, invoice_to integer not null references wholesale.company,
    ratings integer[] not null default '{}', notes jsonb not null default '{}');
create table wholesale.employee (employee_id smallserial primary key, last_name varchar(20) not null, reports_to smallint references wholesale.employee on delete set null, deputy smallint unique references wholesale.employee,
    hired date, photo bytea);
create table wholesale.employee_territory (employee_id smallint not null references wholesale.employee on delete cascade, territory varchar(20) not null references wholesale.territory, primary key (employee_id, territory));
create table wholesale.customer (customer_id char(5) primary key, company_no integer not null references wholesale.company, contact text, "PhoneNo" varchar(24), account_manager smallint references wholesale.employee);
create table wholesale.product (sku wholesale.code primary key, name text not null, category wholesale.code not null references wholesale.category on update cascade, supplier integer references wholesale.company,
    unit_price wholesale.money not null, size wholesale.dimensions, discontinued boolean not null default false, tags text[] not null default array[]::text[]);
create index product_tags on wholesale.product using gin (tags);
create table wholesale.price (sku wholesale.code not null references wholesale.product on update cascade on delete cascade, valid daterange not null, price wholesale.money not null, exclude using gist (valid with &&, sku with =));
create table wholesale.bundle (whole wholesale.code not null references wholesale.product on update cascade, part wholesale.code not null references wholesale.product on update cascade, pieces smallint not null check (pieces > 0), primary key (whole, part), check (whole <> part));
create table wholesale.bin (warehouse char(3) not null, bin_no integer not null, overflow_warehouse char(3), overflow_bin_no integer, primary key (warehouse, bin_no),
    constraint bin_overflow foreign key (overflow_warehouse, overflow_bin_no) references wholesale.bin (warehouse, bin_no) match full);
create table wholesale.stock (warehouse char(3) not null, bin_no integer not null, sku wholesale.code not null references wholesale.product on update cascade, pieces integer not null check (pieces >= 0),
    primary key (warehouse, bin_no, sku), foreign key (warehouse, bin_no) references wholesale.bin on delete cascade);
create table wholesale."order" (year smallint not null, order_no integer not null, customer_id char(5) not null references wholesale.customer, state wholesale.order_state not null default 'draft', placed_at timestamptz,
    replaces_year smallint, replaces_no integer, main_line smallint, primary key (year, order_no),
    foreign key (replaces_year, replaces_no) references wholesale."order" (year, order_no) on delete set null, check ((state = 'draft') = (placed_at is null)));
create index on wholesale."order" (customer_id, placed_at desc) where state <> 'draft';
create table wholesale.order_line (year smallint not null, order_no integer not null, line_no smallint not null check (line_no > 0), sku wholesale.code not null references wholesale.product on update cascade,
    pieces integer not null check (pieces > 0), price wholesale.money not null, discount numeric(4, 3) not null default 0 check (discount >= 0 and discount < 1),
    total numeric(16, 2) generated always as (round(pieces * price * (1 - discount), 2)) stored, primary key (year, order_no, line_no),
    constraint line_of_order foreign key (year, order_no) references wholesale."order" on delete cascade);
alter table wholesale."order" add constraint order_main_line foreign key (year, order_no, main_line) references wholesale.order_line (year, order_no, line_no) deferrable initially deferred;
create table wholesale.shipment (year smallint not null, order_no integer not null, line_no smallint not null, shipment_no smallint not null, warehouse char(3) not null, bin_no integer not null, pieces integer not null,
    shipped_at timestamptz not null, primary key (year, order_no, line_no, shipment_no), foreign key (year, order_no, line_no) references wholesale.order_line on update cascade,
    foreign key (warehouse, bin_no) references wholesale.bin);
create table wholesale.document (doc_id bigint primary key default nextval('wholesale.doc_seq'), title text not null);
create table wholesale.contract (signed date not null, company_no integer references wholesale.company, primary key (doc_id)) inherits (wholesale.document);
create table wholesale.audit (happened timestamptz not null, what text not null, old jsonb);

create function wholesale.remember() returns trigger language plpgsql as $$
begin
    insert into wholesale.audit values (timestamptz '2026-01-01 00:00+00', tg_op || ' ' || tg_table_name, jsonb_build_object('state', old.state, 'placed', old.placed_at));
    return old;
end $$;
create trigger remember after update or delete on wholesale."order" for each row execute function wholesale.remember();
create function wholesale.full_stock() returns trigger language plpgsql as $$
begin
    if exists (select from wholesale.stock where warehouse = new.warehouse and bin_no = new.bin_no group by warehouse, bin_no having sum(pieces) > 100000) then
        raise exception 'bin % is full', new.bin_no using errcode = '23514';
    end if;
    return null;
end $$;
create constraint trigger full_stock after insert or update on wholesale.stock deferrable initially deferred for each row execute function wholesale.full_stock();
create function wholesale.price_on(p_sku text, p_day date) returns numeric language sql stable as $$ select price from wholesale.price where sku = p_sku and valid @> p_day $$;
create function wholesale.open_value(p_customer text) returns numeric language sql stable
    return (select sum(l.total) from wholesale.order_line l join wholesale."order" o using (year, order_no) where o.customer_id = p_customer and o.state = 'placed');
create view wholesale.open_order as select o.year, o.order_no, o.customer_id, sum(l.total) as total from wholesale."order" o join wholesale.order_line l using (year, order_no) where o.state = 'placed' group by o.year, o.order_no, o.customer_id;
create view wholesale.tree as with recursive t as (select code, name, 1 as depth, array[code::text] as path from wholesale.category where parent is null
    union all select c.code, c.name, t.depth + 1, t.path || c.code::text from wholesale.category c join t on c.parent = t.code) select * from t;
comment on constraint line_of_order on wholesale.order_line is 'lines go with their order';
