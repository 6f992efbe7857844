-- A product for practices that told its customers apart by a text, "mandant", not always filled in, in most tables but not in all. Written for this test; runs
-- as the role shop.
create table mandanten (kuerzel text primary key, name text not null);
create table "Patient" (id serial primary key, mandant text, name text not null, born date, email text, unique (mandant, email));
create table termin (id serial primary key, mandant varchar(30), patient_id integer not null references "Patient" on delete cascade, starts_at timestamptz not null, minutes smallint not null default 20 check (minutes between 5 and 480));
create index termin_mandant on termin (mandant, starts_at);
create table befund (id bigserial primary key, patient_id integer not null references "Patient", termin_id integer references termin, text text not null, attributes jsonb not null default '{}');
create table rechnung (nr integer not null, jahr smallint not null, mandant text not null default '', patient_id integer references "Patient", primary key (mandant, jahr, nr));
create table posten (mandant text not null, jahr smallint not null, nr integer not null, pos smallint not null, betrag numeric(10, 2) not null, primary key (mandant, jahr, nr, pos),
    foreign key (mandant, jahr, nr) references rechnung (mandant, jahr, nr) on delete cascade);
create view offene as select r.jahr, r.nr, sum(p.betrag) as summe from rechnung r join posten p using (mandant, jahr, nr) group by r.jahr, r.nr;
