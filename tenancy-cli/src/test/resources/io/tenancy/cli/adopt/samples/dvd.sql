-- A shop that lends films on disc, as such databases look: serial keys, everything in public, times of the last change kept by triggers, payments
-- partitioned by month, reports as views and functions. Written for this test; runs as the role shop.
create type mpaa_rating as enum ('G', 'PG', 'PG-13', 'R', 'NC-17');
create domain release_year as integer constraint release_year_check check (value >= 1901 and value <= 2155);
create sequence film_film_id_seq;

create function last_updated() returns trigger language plpgsql as $$ begin new.last_update := timestamp '2026-01-01'; return new; end $$;
create function concat_step(text, text) returns text language sql immutable as $$ select case when $1 = '' then $2 else $1 || ', ' || $2 end $$;
create aggregate group_concat(text) (sfunc = concat_step, stype = text, initcond = '');
create function last_day(timestamp) returns date language sql immutable strict as $$ select (date_trunc('month', $1) + interval '1 month')::date - 1 $$;

create table country (country_id serial primary key, country varchar(50) not null unique, last_update timestamp not null default timestamp '2020-01-01');
create table city (city_id serial primary key, city varchar(50) not null, country_id integer not null references country on update cascade on delete restrict,
    last_update timestamp not null default timestamp '2020-01-01');
create table address (address_id serial primary key, address varchar(60) not null, address2 varchar(60), district varchar(20) not null,
    city_id integer not null references city on update cascade on delete restrict, postal_code varchar(10), phone varchar(20) not null,
    last_update timestamp not null default timestamp '2020-01-01');
create index idx_fk_city_id on address (city_id);
create table language (language_id serial primary key, name char(20) not null, last_update timestamp not null default timestamp '2020-01-01');
create table category (category_id serial primary key, name varchar(25) not null, last_update timestamp not null default timestamp '2020-01-01');
create table actor (actor_id serial primary key, first_name varchar(45) not null, last_name varchar(45) not null,
    last_update timestamp not null default timestamp '2020-01-01');
create index idx_actor_last_name on actor (last_name);
create table film (film_id integer primary key default nextval('film_film_id_seq'), title varchar(255) not null, description text, release_year release_year,
    language_id integer not null references language on update cascade on delete restrict,
    original_language_id integer constraint film_original_language_id_fkey references language on update cascade on delete restrict,
    rental_duration smallint not null default 3, rental_rate numeric(4, 2) not null default 4.99, length smallint,
    replacement_cost numeric(5, 2) not null default 19.99, rating mpaa_rating default 'G', special_features text[], fulltext tsvector,
    last_update timestamp not null default timestamp '2020-01-01', constraint film_length_check check (length is null or length between 1 and 600));
alter sequence film_film_id_seq owned by film.film_id;
create index film_fulltext_idx on film using gist (fulltext);
create index idx_title on film (title);
create index film_lower_title on film (lower(title));
create table film_actor (actor_id integer not null references actor on update cascade on delete restrict,
    film_id integer not null references film on update cascade on delete restrict, last_update timestamp not null default timestamp '2020-01-01',
    primary key (actor_id, film_id));
create index idx_fk_film_id on film_actor (film_id);
create table film_category (film_id integer not null references film on update cascade on delete restrict,
    category_id integer not null references category on update cascade on delete restrict, last_update timestamp not null default timestamp '2020-01-01',
    primary key (film_id, category_id));
create table store (store_id serial primary key, manager_staff_id integer not null, address_id integer not null references address,
    last_update timestamp not null default timestamp '2020-01-01');
create unique index idx_unq_manager_staff_id on store (manager_staff_id);
create table staff (staff_id serial primary key, first_name varchar(45) not null, last_name varchar(45) not null, address_id integer not null references address,
    email varchar(50), store_id integer not null references store, active boolean not null default true, username varchar(16) not null unique, picture bytea,
    last_update timestamp not null default timestamp '2020-01-01');
alter table store add constraint store_manager_staff_id_fkey foreign key (manager_staff_id) references staff deferrable initially deferred;
create table customer (customer_id serial primary key, store_id integer not null references store, first_name varchar(45) not null, last_name varchar(45) not null,
    email varchar(50) constraint customer_email_check check (email like '%@%'), address_id integer not null references address on delete restrict,
    activebool boolean not null default true, create_date date not null default date '2020-01-01', last_update timestamp default timestamp '2020-01-01',
    active integer);
create unique index customer_email on customer (lower(email));
create index idx_last_name on customer (last_name) where activebool;
create table inventory (inventory_id serial primary key, film_id integer not null references film on delete restrict,
    store_id integer not null references store on delete restrict, last_update timestamp not null default timestamp '2020-01-01');
create index idx_store_id_film_id on inventory (store_id, film_id);
create table rental (rental_id serial primary key, rental_date timestamp not null, inventory_id integer not null references inventory on delete restrict,
    customer_id integer not null references customer on delete restrict, return_date timestamp, staff_id integer not null references staff on delete restrict,
    last_update timestamp not null default timestamp '2020-01-01', constraint rental_dates check (return_date is null or return_date > rental_date));
create unique index idx_unq_rental on rental (rental_date, inventory_id, customer_id);
create sequence payment_payment_id_seq;
create table payment (payment_id integer not null default nextval('payment_payment_id_seq'), customer_id integer not null references customer,
    staff_id integer not null references staff, rental_id integer not null references rental, amount numeric(5, 2) not null constraint payment_amount check (amount >= 0),
    payment_date timestamp not null, primary key (payment_date, payment_id)) partition by range (payment_date);
alter sequence payment_payment_id_seq owned by payment.payment_id;
create table payment_p2025_01 partition of payment for values from ('2025-01-01') to ('2025-02-01');
create table payment_p2025_02 partition of payment for values from ('2025-02-01') to ('2025-03-01');
create table payment_p2025_03 partition of payment for values from ('2025-03-01') to ('2025-04-01');
create table payment_p2025_04 partition of payment for values from ('2025-04-01') to ('2025-05-01');
create table payment_rest partition of payment default;
create index idx_fk_payment_customer_id on payment (customer_id);

create trigger last_updated before update on actor for each row execute function last_updated();
create trigger last_updated before update on film for each row execute function last_updated();
create trigger last_updated before update on customer for each row execute function last_updated();
create trigger last_updated before update on rental for each row execute function last_updated();
create trigger film_fulltext_trigger before insert or update on film for each row
    execute function tsvector_update_trigger('fulltext', 'pg_catalog.english', 'title', 'description');

create function inventory_in_stock(p_inventory_id integer) returns boolean language plpgsql stable as $$
begin
    return not exists (select from rental where inventory_id = p_inventory_id and return_date is null);
end $$;
create function film_in_stock(p_film_id integer, p_store_id integer, out p_film_count integer) returns setof integer language sql stable as
    $$ select inventory_id from inventory where film_id = $1 and store_id = $2 and inventory_in_stock(inventory_id) $$;
create function get_customer_balance(p_customer_id integer, p_effective_date timestamp) returns numeric language plpgsql stable as $$
declare
    v_rentfees numeric(8, 2);
    v_payments numeric(8, 2);
begin
    select coalesce(sum(film.rental_rate), 0) into v_rentfees from film, inventory, rental
    where film.film_id = inventory.film_id and inventory.inventory_id = rental.inventory_id
        and rental.rental_date <= p_effective_date and rental.customer_id = p_customer_id;
    select coalesce(sum(payment.amount), 0) into v_payments from payment
    where payment.payment_date <= p_effective_date and payment.customer_id = p_customer_id;
    return v_rentfees - v_payments;
end $$;
create function rewards_report(min_purchases integer, min_amount numeric) returns setof customer language plpgsql security definer as $$
begin
    return query select c.* from customer c where c.customer_id in (
        select p.customer_id from payment p group by p.customer_id having count(*) >= min_purchases and sum(p.amount) > min_amount) order by c.customer_id;
end $$;

create view customer_list as
    select cu.customer_id as id, cu.first_name || ' ' || cu.last_name as name, a.address, a.postal_code as "zip code", a.phone, city.city, country.country,
        case when cu.activebool then 'active' else '' end as notes, cu.store_id as sid
    from customer cu join address a on cu.address_id = a.address_id join city on a.city_id = city.city_id join country on city.country_id = country.country_id;
create view film_list as
    select film.film_id as fid, film.title, category.name as category, film.rental_rate as price, film.length, film.rating,
        group_concat(actor.first_name || ' ' || actor.last_name order by actor.actor_id) as actors
    from category join film_category on category.category_id = film_category.category_id join film on film_category.film_id = film.film_id
    join film_actor on film.film_id = film_actor.film_id join actor on film_actor.actor_id = actor.actor_id
    group by film.film_id, film.title, category.name, film.rental_rate, film.length, film.rating;
create view sales_by_store as
    select c.city || ',' || cy.country as store, m.first_name || ' ' || m.last_name as manager, sum(p.amount) as total_sales
    from payment p join rental r on p.rental_id = r.rental_id join inventory i on r.inventory_id = i.inventory_id join store s on i.store_id = s.store_id
    join address a on s.address_id = a.address_id join city c on a.city_id = c.city_id join country cy on c.country_id = cy.country_id
    join staff m on s.manager_staff_id = m.staff_id group by cy.country, c.city, s.store_id, m.first_name, m.last_name;
create materialized view rental_by_category as
    select c.name as category, sum(p.amount) as total_sales from payment p join rental r on p.rental_id = r.rental_id join inventory i on r.inventory_id = i.inventory_id
    join film f on i.film_id = f.film_id join film_category fc on f.film_id = fc.film_id join category c on fc.category_id = c.category_id group by c.name;
create unique index rental_category on rental_by_category (category);
comment on table film is 'What can be lent, once per title';
comment on column inventory.store_id is 'Where the disc belongs, wherever it is';
