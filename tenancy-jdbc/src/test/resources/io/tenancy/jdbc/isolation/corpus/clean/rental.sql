-- The shape of a rental shop: partitioned payments, functions, a trigger for the search column, a view that aggregates.
create table film (tenant_id uuid not null, film_id integer not null, title text not null, fulltext tsvector, primary key (tenant_id, film_id));
create trigger fulltext before insert or update on film for each row execute function tsvector_update_trigger('fulltext', 'pg_catalog.english', 'title');
create table inventory (tenant_id uuid not null, inventory_id integer not null, film_id integer not null, store_id integer not null, primary key (tenant_id, inventory_id),
    foreign key (tenant_id, film_id) references film (tenant_id, film_id) on update cascade on delete restrict);
create index on inventory (tenant_id, store_id, film_id);
create table rental (tenant_id uuid not null, rental_id integer not null, inventory_id integer not null, rented_at timestamptz not null, primary key (tenant_id, rental_id),
    foreign key (tenant_id, inventory_id) references inventory (tenant_id, inventory_id));
create table payment (tenant_id uuid not null, payment_id integer not null, rental_id integer not null, amount_minor bigint not null, paid_at timestamptz not null,
    primary key (tenant_id, paid_at, payment_id), foreign key (tenant_id, rental_id) references rental (tenant_id, rental_id)) partition by range (paid_at);
create table payment_2026_01 partition of payment for values from ('2026-01-01') to ('2026-02-01');
create table payment_2026_02 partition of payment for values from ('2026-02-01') to ('2026-03-01');
select tenancy.isolate('film'); select tenancy.isolate('inventory'); select tenancy.isolate('rental'); select tenancy.isolate('payment');
create function film_in_stock(p_film integer, p_store integer) returns setof integer language sql stable
    as 'select inventory_id from inventory where film_id = p_film and store_id = p_store';
create view sales_by_film with (security_invoker = true) as
    select f.title, sum(p.amount_minor) as total from payment p join rental r using (tenant_id, rental_id)
    join inventory i using (tenant_id, inventory_id) join film f using (tenant_id, film_id) group by f.title;
grant select on sales_by_film to tenancy_app;
