-- A practice software of several clinics in one database, told apart by a text that somebody types; some rows have none.
create table country (country_id smallint primary key, name text not null);
create table therapist (therapist_id serial primary key, clinic varchar(20), name text not null, mentor_id int references therapist);
create table patient (patient_id serial primary key, clinic varchar(20), email text unique, country_id smallint references country,
    referred_by int references patient on delete set null, therapist_id int references therapist);
create table visit (visit_id bigint generated always as identity primary key, clinic varchar(20) not null default '',
    patient_id int not null references patient on delete cascade, at timestamptz not null, changed_at timestamptz not null default '2020-01-01');
create table visit_line (visit_id bigint not null references visit on delete cascade, line int not null, code text not null,
    primary key (visit_id, line));
create table attachment (attachment_id serial primary key, visit_id bigint, line int, name text,
    foreign key (visit_id, line) references visit_line on delete cascade);
create table price (price_id serial primary key, code text not null, amount numeric not null, since date, until date, who text);

create function touch() returns trigger language plpgsql as $$ begin new.changed_at := now(); return new; end $$;
create trigger touch before update on visit for each row execute function touch();

insert into country values (1, 'Norway');
insert into therapist (clinic, name) select (array['carexps', 'Bergen', ' Oslo Øst'])[1 + n % 3], 'T' || n from generate_series(1, 12) n;
update therapist set mentor_id = therapist_id - 3 where therapist_id > 3;
insert into patient (clinic, email, country_id, therapist_id)
    select t.clinic, 'p' || n || '@x.example', 1, t.therapist_id from generate_series(1, 300) n join therapist t on t.therapist_id = 1 + n % 12;
insert into patient (clinic, email) values (null, 'null@x.example'), ('', 'empty@x.example');
update patient set referred_by = patient_id - 12 where patient_id between 13 and 300;
insert into visit (clinic, patient_id, at) select coalesce(p.clinic, ''), p.patient_id, '2025-01-01'::timestamptz + n * interval '1 hour'
    from patient p, generate_series(1, 20) n;
insert into visit_line select visit_id, n, 'C' || n from visit, generate_series(1, 2) n;
insert into attachment (visit_id, line, name) select visit_id, 1, 'scan' from visit where visit_id % 10 = 0;
insert into price (code, amount) values ('C1', 10), ('C2', 20);
create table film (title text);
