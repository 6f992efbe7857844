-- sample.scale 100 gives about 110,000 rows.
insert into country (country) select 'Country ' || g from generate_series(1, 60) g;
insert into city (city, country_id) select 'City ' || g, 1 + g % 60 from generate_series(1, 300) g;
insert into address (address, address2, district, city_id, postal_code, phone)
    select g || ' Harbour Street', case g % 9 when 0 then '' end, 'District ' || g % 40, 1 + g * 7 % 300, (10000 + g)::text, '0' || 1000000 + g * 31
    from generate_series(1, 10 + 7 * current_setting('sample.scale')::integer) g;
insert into language (name) values ('English'), ('Italian'), ('Japanese'), ('Mandarin'), ('French'), ('German');
insert into category (name) select 'Category ' || g from generate_series(1, 16) g;
insert into actor (first_name, last_name) select 'First' || g % 90, 'Last' || g * 13 % 120 from generate_series(1, 20 + 2 * current_setting('sample.scale')::integer) g;
insert into film (title, description, release_year, language_id, original_language_id, rental_duration, rental_rate, length, replacement_cost, rating, special_features)
    select 'Story ' || g || case g % 3 when 0 then ' of the sea' else ' of the town' end, 'A tale of a ' || (array['boat', 'cook', 'robot', 'judge'])[1 + g % 4] || ' and its ' || g || ' friends',
        1990 + g % 35, 1 + g % 6, case when g % 11 = 0 then 1 + g % 5 end, 3 + g % 5, 0.99 + g % 5, case when g % 17 <> 0 then 46 + g * 7 % 140 end, 9.99 + g % 20,
        (enum_range(null::mpaa_rating))[1 + g % 5], case when g % 4 > 0 then (array['Trailers', 'Commentaries', 'Deleted Scenes'])[1:g % 4] end
    from generate_series(1, 20 + 10 * current_setting('sample.scale')::integer) g;
insert into film_actor (actor_id, film_id)
    select distinct 1 + (f.film_id * 7 + n * 5) % (select count(*) from actor), f.film_id from film f, generate_series(1, 4) n;
insert into film_category (film_id, category_id) select film_id, 1 + film_id % 16 from film;
insert into store (manager_staff_id, address_id) values (1, 1), (2, 2);
insert into staff (first_name, last_name, address_id, email, store_id, username, picture)
    values ('Mia', 'Hill', 3, 'mia@shop.example', 1, 'Mia', '\x89504e470d0a5a0a'), ('Jon', 'Steph', 4, 'jon@shop.example', 2, 'Jon', null), ('Kai', 'Berg', 5, null, 2, 'Kai', null);
insert into customer (store_id, first_name, last_name, email, address_id, activebool, active)
    select 1 + g % 2, 'Given' || g % 200, 'Family' || g * 17 % 300, 'c' || g || '@mail.example', 6 + g, g % 10 <> 0, (g % 10 <> 0)::integer
    from generate_series(1, 4 + 6 * current_setting('sample.scale')::integer) g;
insert into inventory (film_id, store_id) select 1 + g * 3 % (select count(*) from film), 1 + g % 2 from generate_series(1, 45 * current_setting('sample.scale')::integer) g;
insert into rental (rental_date, inventory_id, customer_id, return_date, staff_id)
    select timestamp '2025-01-01' + g * (interval '120 days' / (400 * current_setting('sample.scale')::integer)), 1 + g * 11 % (select count(*) from inventory),
        1 + g * 13 % (select count(*) from customer), case when g % 50 <> 0 then timestamp '2025-01-01' + g * (interval '120 days' / (400 * current_setting('sample.scale')::integer)) + (1 + g % 9) * interval '1 day' end, 1 + g % 3
    from generate_series(1, 400 * current_setting('sample.scale')::integer) g;
insert into payment (customer_id, staff_id, rental_id, amount, payment_date)
    select r.customer_id, r.staff_id, r.rental_id, 0.99 + r.rental_id % 8, r.rental_date + interval '1 hour' from rental r;
insert into payment (customer_id, staff_id, rental_id, amount, payment_date)
    select r.customer_id, r.staff_id, r.rental_id, 1.50, r.return_date from rental r where r.rental_id % 3 = 0 and r.return_date is not null;
refresh materialized view rental_by_category;
