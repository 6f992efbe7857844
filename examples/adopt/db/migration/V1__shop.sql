-- A shop that lends films. Nobody thought of a second shop when this was made.
create table genre (genre_id int primary key, name text not null);
create table film (film_id serial primary key, title text not null unique, genre_id int references genre, length int, price numeric(6, 2));
create table customer (customer_id serial primary key, email text not null unique);
create table rental (rental_id bigint generated always as identity primary key,
                     film_id int not null references film on delete restrict,
                     customer_id int not null references customer on delete cascade,
                     lent_on date not null);
create index on rental (lent_on);
create view lent as select title, email, lent_on from rental join film using (film_id) join customer using (customer_id);
insert into genre values (1, 'Drama'), (2, 'Noir');
insert into film (title, genre_id) select 'Film ' || n, 1 + n % 2 from generate_series(1, 100) n;
insert into customer (email) select 'customer' || n || '@shop.example' from generate_series(1, 50) n;
insert into rental (film_id, customer_id, lent_on) select 1 + n % 100, 1 + n % 50, date '2026-01-01' + n % 90 from generate_series(1, 1000) n;
