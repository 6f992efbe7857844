--> a film by its title | s:Story 7 of the town
select film_id, title, rating, rental_rate, special_features from film where title = ?
--> films of a category that can be had | s:Category 4 | i:10
select title, price, actors from film_list where category = ? order by fid limit ?
--> full text | s:robot & friend
select film_id, title from film where fulltext @@ to_tsquery('english', ?) order by film_id limit 20
--> discs of a film in a store | i:7 | i:1
select * from film_in_stock(?, ?) order by 1
--> the account of a customer | i:5 | t:2025-04-01 00:00:00
select get_customer_balance(?, ?)
--> customers who spent much | i:3 | n:2.00
select customer_id, first_name, email from rewards_report(?, ?) order by customer_id limit 25
--> sales of each store
select store, manager, total_sales from sales_by_store order by store
--> what customers have out | i:2
select r.rental_id, f.title from rental r join inventory i using (inventory_id) join film f using (film_id) where r.customer_id >= ? and r.return_date is null order by 1 limit 20
--> takings by month
select date_trunc('month', payment_date) as month, count(*), sum(amount) from payment group by 1 order by 1
--> the payments of one day | t:2025-02-10 00:00:00 | t:2025-02-11 00:00:00
select payment_id, customer_id, amount from payment where payment_date >= ? and payment_date < ? order by payment_id
--> customers by part of the name | s:Family1%
select id, name, city, country from customer_list where id in (select customer_id from customer where last_name like ?) order by id limit 30
--> actors who played together | i:7
select a.first_name, a.last_name, count(*) from film_actor mine join film_actor other on other.film_id = mine.film_id and other.actor_id <> mine.actor_id
join actor a on a.actor_id = other.actor_id where mine.actor_id = ? group by a.actor_id, a.first_name, a.last_name order by a.actor_id
--> most lent
select f.title, count(*) as times, rank() over (order by count(*) desc, f.film_id) from rental r join inventory i using (inventory_id) join film f using (film_id)
group by f.film_id, f.title order by 3 limit 10
--> a disc goes out | t:2026-03-01 10:00:00 | i:1 | i:3 | i:1
insert into rental (rental_date, inventory_id, customer_id, staff_id) values (?, ?, ?, ?) returning rental_id, return_date, last_update
--> the same disc at the same time to the same customer | t:2025-01-01 00:00:00 | i:12 | i:14 | i:1
insert into rental (rental_date, inventory_id, customer_id, staff_id) values (?, ?, ?, ?) on conflict do nothing
--> it comes back | t:2026-03-05 10:00:00 | i:50
update rental set return_date = ? where rental_id = ? and return_date is null returning rental_id, last_update
--> a payment | i:3 | i:1 | i:1 | n:4.99 | t:2025-03-31 23:59:59
insert into payment (customer_id, staff_id, rental_id, amount, payment_date) values (?, ?, ?, ?, ?) returning payment_id, tableoid::regclass
--> a payment of another year | i:3 | i:1 | i:1 | n:4.99 | t:2031-01-01 00:00:00
insert into payment (customer_id, staff_id, rental_id, amount, payment_date) values (?, ?, ?, ?, ?) returning tableoid::regclass
--> a payment that is no payment | i:3 | i:1 | i:1 | n:-1 | t:2025-03-01 00:00:00
insert into payment (customer_id, staff_id, rental_id, amount, payment_date) values (?, ?, ?, ?, ?)
--> a new film with its category | s:Fresh | i:1 | i:3
with f as (insert into film (title, language_id) values (?, ?) returning film_id) insert into film_category (film_id, category_id) select film_id, ? from f returning film_id, category_id
--> a film nobody has in stock is renamed | s:Renamed | i:9
update film set title = ? where film_id = ? returning title, fulltext, last_update
--> a category of a film that has it already | i:3 | i:4
insert into film_category (film_id, category_id) values (?, ?)
--> a customer at an address that is not there | i:999999
insert into customer (store_id, first_name, last_name, email, address_id) values (1, 'A', 'B', 'a@b.example', ?)
--> two customers with one address of mail | s:C1@MAIL.example
insert into customer (store_id, first_name, last_name, email, address_id) values (1, 'A', 'B', ?, 1)
--> customers move | i:8 | i:2
update customer set address_id = ? where store_id = ? and customer_id < 20
--> an actor without films goes | s:Nobody
delete from actor where last_name = ?
--> a film that is in stock cannot go | i:1
delete from film where film_id = ?
--> old payments go | t:2025-01-15 00:00:00
delete from payment where payment_date < ?
