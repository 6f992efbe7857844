--> plain columns of everyday types
create table t (tenant_id uuid not null, id uuid not null, name text not null, age integer not null, born date not null,
    at timestamptz not null, alive boolean not null, price numeric(10, 2) not null, primary key (tenant_id, id));

--> every built-in type
create table t (tenant_id uuid not null, a1 smallint not null, a2 integer not null, a3 bigint not null, a4 numeric not null, a5 numeric(3) not null,
    a6 numeric(5, 4) not null, a7 real not null, a8 double precision not null, a9 money not null, b1 text not null, b2 varchar not null,
    b3 varchar(2) not null, b4 char not null, b5 char(3) not null, b6 name not null, b7 "char" not null, c1 date not null, c2 time not null,
    c3 timetz not null, c4 timestamp not null, c5 timestamptz(0) not null, c6 interval not null, c7 interval year to month not null,
    d1 boolean not null, d2 bytea not null, d3 uuid not null, d4 json not null, d5 jsonb not null, d6 xml not null, d7 bit not null,
    d8 bit(9) not null, d9 varbit(3) not null, e1 inet not null, e2 cidr not null, e3 macaddr not null, e4 macaddr8 not null,
    f1 point not null, f2 line not null, f3 lseg not null, f4 box not null, f5 path not null, f6 polygon not null, f7 circle not null,
    g1 tsvector not null, g2 tsquery not null, g3 oid not null, g4 regclass not null, g5 pg_lsn not null, g6 jsonpath not null,
    g7 xid not null, g8 tid not null, g9 txid_snapshot not null, h1 regtype not null, h2 oidvector not null,
    i1 int4range not null, i2 int8range not null, i3 numrange not null, i4 tsrange not null, i5 tstzrange not null, i6 daterange not null,
    i7 int4multirange not null, i8 datemultirange not null, j1 text[] not null, j2 integer[][] not null, j3 uuid[] not null,
    j4 jsonb[] not null, j5 daterange[] not null, j6 varchar(3)[] not null, k1 numeric(2, -3) not null, k2 numeric(3, 5) not null);

--> comparisons, lists, between, length
create table t (tenant_id uuid not null, id bigint not null check (id > 9000000000), status text not null check (status in ('open', 'shut')),
    percent integer not null check (percent between 90 and 95), code varchar(12) not null check (length(code) = 12),
    iban text not null check (char_length(iban) >= 15 and char_length(iban) <= 34), kind char(1) not null check (kind = any (array['x', 'y'])),
    ratio numeric(5, 4) not null check (ratio > 0.25 and ratio < 0.26), since date not null check (since >= date '2030-05-01'),
    blank text not null check (btrim(blank) = ''), upper text not null check (upper = upper(upper) and upper <> ''),
    debt integer not null check (debt < -500), even smallint not null check (even % 2 = 0 and even > 20), primary key (tenant_id, id));

--> patterns
create table t (tenant_id uuid not null, plate text not null check (plate ~ '^[A-Z]{1,3}-[A-Z]{1,2} [1-9][0-9]{0,3}$'),
    mail text not null check (mail ~* '^[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}$'), phone varchar(20) not null check (phone ~ '^\+?[0-9 ()-]{7,20}$'),
    sku text not null check (sku like 'SKU-____-%'), version text not null check (version similar to '[0-9]+.[0-9]+(.[0-9]+)?'),
    either text not null check (either ~ '^(red|green|blue)$'), hex text not null check (hex ~ '^#[[:xdigit:]]{6}$'),
    no text not null check (no !~ '\s' and no <> ''), day text not null check (day ~ '^\d{4}-\d{2}-\d{2}$'), unique (tenant_id, plate), unique (mail));

--> conditions over several columns
create table t (tenant_id uuid not null, id uuid primary key, from_day date not null, to_day date not null, check (to_day > from_day),
    quantity integer not null, unit numeric(8, 2) not null, total numeric(12, 2) not null, check (total = quantity * unit and quantity > 0),
    person text, company text, check ((person is null) <> (company is null)), a integer, b integer, c integer, check (num_nonnulls(a, b, c) = 2),
    low integer not null, high integer not null, check (high - low >= 10), check (a is null or a > coalesce(low, 0)));

--> exactly one of many, and only with its kind
create table t (tenant_id uuid not null, id bigint primary key, kind text not null check (kind in ('card', 'bank', 'cash')),
    card text, iban text, check ((kind = 'card') = (card is not null)), check ((kind = 'bank') = (iban is not null)),
    check (card is null or card ~ '^[0-9]{16}$'), check (iban is null or iban ~ '^[A-Z]{2}[0-9]{20}$'));

--> enums and domains
create type mood as enum ('sad', 'happy');
create domain positive as integer check (value > 0);
create domain small as positive check (value < 10) not null;
create domain mail as text check (value ~ '^[^@ ]+@[^@ ]+\.[a-z]+$') check (length(value) <= 40);
create domain year as integer constraint year_check check (value >= 1901 and value <= 2155);
create domain tags as text[] check (cardinality(value) between 2 and 4);
create table t (tenant_id uuid not null, mood mood not null, size small, mail mail not null, year year not null, tags tags not null, moods mood[] not null,
    mails mail[] not null, unique (tenant_id, mail));

--> composite types
create domain zip as char(5) check (value ~ '^[0-9]{5}$');
create type address as (street text, zip zip, lonlat point);
create type house as (address address, floors smallint[], built date);
create table t (tenant_id uuid not null, address address not null, houses house[] not null, house house, check ((house).built > '1990-01-01'));

--> generated and identity columns
create table t (tenant_id uuid not null, id bigint generated always as identity primary key, n integer generated by default as identity,
    s bigserial, first text not null, last text not null, whole text generated always as (first || ' ' || last) stored, check (length(whole) = 20),
    net numeric(8, 2) not null, tax numeric(8, 2) generated always as (round(net * 0.19, 2)) stored check (tax > 100));

--> sequences as defaults
create sequence numbers;
create table t (tenant_id uuid not null, id integer not null default nextval('numbers') primary key, no text not null default 'R' || nextval('numbers'),
    small smallserial);

--> unique over several columns, expressions, parts of the table
create table t (tenant_id uuid not null, id uuid primary key, email text not null, code char(2) not null, day date not null, active boolean not null,
    deleted_at timestamptz, unique (code), unique (tenant_id, day, code));
create unique index on t (lower(email));
create unique index on t (tenant_id, day) where deleted_at is null;
create unique index on t (tenant_id, (email || code)) where active;

--> exclusion constraints
create table room_use (tenant_id uuid not null, id integer primary key, during tstzrange not null, days daterange not null, exclude using gist (during with &&),
    exclude using gist (days with &&), check (not isempty(during)), check (lower_inc(days)));

--> exclusion of boxes and circles
create table t (tenant_id uuid not null, id integer primary key, area circle not null, plot box not null, exclude using gist (area with &&),
    exclude using gist (plot with &&));

--> partitions by range, with a part below
create table t (tenant_id uuid not null, id bigint not null, at timestamptz not null, primary key (tenant_id, at, id)) partition by range (at);
create table t_1 partition of t for values from ('2026-01-01') to ('2026-02-01');
create table t_2 partition of t for values from ('2026-02-01') to ('2026-03-01') partition by list (id);
create table t_2_1 partition of t_2 for values in (77, 78);

--> partitions by list and by hash
create table l (tenant_id uuid not null, id bigint not null, region text not null, primary key (tenant_id, region, id)) partition by list (region);
create table l_eu partition of l for values in ('eu', 'ch') partition by hash (id);
create table l_eu_0 partition of l_eu for values with (modulus 7, remainder 3);
create table h (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id)) partition by hash (tenant_id, id);
create table h_0 partition of h for values with (modulus 2, remainder 0);
create table h_1 partition of h for values with (modulus 2, remainder 1);

--> a default partition only
create table t (tenant_id uuid not null, id bigint not null, day date not null) partition by range (day);
create table t_rest partition of t default;

--> partitions with checks of their own
create table t (tenant_id uuid not null, id integer not null, kind text not null, amount integer not null) partition by list (kind);
create table t_a partition of t (check (amount > 1000)) for values in ('a');
create table t_b partition of t (check (amount < -1000)) for values in ('b');

--> partitions by an expression
create table t (tenant_id uuid not null, id integer not null, name text not null) partition by range ((length(name)));
create table t_long partition of t for values from (30) to (35);

--> a table partitioned without partitions
-- unfilled public.t: no value satisfies the bounds of its partitions
create table t (tenant_id uuid not null, id integer not null) partition by range (id);

--> inheritance
create table base (tenant_id uuid not null, id integer not null, name text not null check (name like 'n%'), primary key (tenant_id, id));
create table child (extra integer not null check (extra > 3)) inherits (base);
create table grandchild (more text not null, check (more <> name)) inherits (child);

--> a chain of twelve
create table t0 (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
do $$ begin for i in 1..12 loop execute format('create table t%s (tenant_id uuid not null, id uuid not null, up uuid not null, primary key (tenant_id, id),
    foreign key (tenant_id, up) references t%s (tenant_id, id))', i, i - 1); end loop; end $$;

--> references to itself
create table nullable (tenant_id uuid not null, id integer not null, boss integer, primary key (tenant_id, id), foreign key (tenant_id, boss) references nullable);
create table needed (tenant_id uuid not null, id integer not null, boss integer not null, primary key (tenant_id, id), foreign key (tenant_id, boss) references needed);
create table two (tenant_id uuid not null, id integer not null, boss integer not null, code text not null, mate text not null, primary key (tenant_id, id),
    unique (tenant_id, code), foreign key (tenant_id, boss) references two, foreign key (tenant_id, mate) references two (tenant_id, code));
create table root (tenant_id uuid not null, id integer not null, boss integer, depth integer not null, primary key (tenant_id, id),
    foreign key (tenant_id, boss) references root, check ((boss is null) = (depth = 0)));

--> two tables that refer to each other, one of them nullable
create table club (tenant_id uuid not null, id uuid not null, head uuid, primary key (tenant_id, id));
create table member (tenant_id uuid not null, id uuid not null, club uuid not null, primary key (tenant_id, id), foreign key (tenant_id, club) references club);
alter table club add foreign key (tenant_id, head) references member;

--> a circle of three, with a deferrable reference
create table a (tenant_id uuid not null, id integer not null, b integer not null, primary key (tenant_id, id));
create table b (tenant_id uuid not null, id integer not null, c integer not null, primary key (tenant_id, id));
create table c (tenant_id uuid not null, id integer not null, a integer not null, primary key (tenant_id, id));
alter table a add foreign key (tenant_id, b) references b;
alter table b add foreign key (tenant_id, c) references c;
alter table c add foreign key (tenant_id, a) references a deferrable initially immediate;

--> a circle that nothing opens
-- unfilled public.a: which has none
-- unfilled public.b: which needs a row of this table first
create table a (tenant_id uuid not null, id integer not null, b integer not null, primary key (tenant_id, id));
create table b (tenant_id uuid not null, id integer not null, a integer not null, primary key (tenant_id, id));
alter table a add foreign key (tenant_id, b) references b;
alter table b add foreign key (tenant_id, a) references a;

--> a join table whose key is nothing but references
create table film (tenant_id uuid not null, id integer not null, primary key (tenant_id, id));
create table actor (tenant_id uuid not null, id integer not null, primary key (tenant_id, id));
create table film_actor (tenant_id uuid not null, film integer not null, actor integer not null, primary key (tenant_id, film, actor),
    foreign key (tenant_id, film) references film, foreign key (tenant_id, actor) references actor);
create table film_text (tenant_id uuid not null, film integer not null, text text, primary key (tenant_id, film), foreign key (tenant_id, film) references film);
create table film_note (tenant_id uuid not null, film integer not null, text text, primary key (tenant_id, film), foreign key (tenant_id, film) references film_text);

--> references that share columns
create table doc (tenant_id uuid not null, id integer not null, primary key (tenant_id, id));
create table page (tenant_id uuid not null, doc integer not null, no integer not null, primary key (tenant_id, doc, no), foreign key (tenant_id, doc) references doc);
create table mark (tenant_id uuid not null, doc integer not null, from_no integer not null, to_no integer, primary key (tenant_id, doc, from_no),
    foreign key (tenant_id, doc) references doc, foreign key (tenant_id, doc, from_no) references page, foreign key (tenant_id, doc, to_no) references page);

--> references that are matched in full, or refused by a check
create table p (tenant_id uuid not null, x integer not null, y integer not null, unique (x, y), primary key (tenant_id, x));
create table c (tenant_id uuid not null, id integer primary key, x integer, y integer, foreign key (x, y) references p (x, y) match full);
create table d (tenant_id uuid not null, id integer primary key, p integer, free text, foreign key (tenant_id, p) references p, check (p is null or free is null),
    check (free is not null));

--> shared tables, empty and filled
create table country (code char(2) primary key check (code ~ '^[A-Z]{2}$'), name text not null unique);
create table currency (code char(3) primary key);
insert into currency values ('EUR');
create table t (tenant_id uuid not null, id integer not null, country char(2) not null references country, currency char(3) not null references currency, primary key (tenant_id, id));

--> a registry of tenants of one's own
create table organization (id uuid primary key, name text not null unique, plan text not null check (plan in ('free', 'paid')));
create table t (tenant_id uuid not null references organization, id integer not null, primary key (tenant_id, id));

--> the control plane's registry
-- its own triggers move sequences
create table t (tenant_id uuid not null references tenancy.tenant, id integer not null, primary key (tenant_id, id));

--> tenant columns that are text and bigint
create domain org as varchar(36) check (length(value) > 5);
create table txt (tenant_id text not null, id integer not null, primary key (tenant_id, id));
create table dom (tenant_id org not null, id integer not null, primary key (tenant_id, id), foreign key (tenant_id, id) references txt);
create table num (tenant_id bigint not null, id integer not null, primary key (tenant_id, id));

--> triggers that fill in, refuse and keep notes
create table note (tenant_id uuid not null, id bigint generated always as identity, what text, primary key (tenant_id, id));
create table t (tenant_id uuid not null, id integer not null, slug text, changed timestamptz, level text not null, primary key (tenant_id, id), check (slug is not null));
create function before_t() returns trigger language plpgsql as $$ begin
    if new.level not in ('gold', 'tin') then raise exception 'no such level'; end if;
    if new.tenant_id <> current_setting('tenancy.tenant_id')::uuid then raise exception 'not here'; end if;
    new.slug := coalesce(new.slug, 'x') || '-1'; new.changed := clock_timestamp(); return new; end $$;
create function after_t() returns trigger language plpgsql as $$ begin
    insert into note (tenant_id, id, what) overriding system value values (new.tenant_id, new.id, 'made'); return null; end $$;
create trigger before_t before insert on t for each row execute function before_t();
create trigger after_t after insert on t for each row execute function after_t();

--> a trigger that keeps every row out
-- unfilled public.t: a trigger or rule keeps rows out without an error
create table t (tenant_id uuid not null, id integer not null, primary key (tenant_id, id));
create function no() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger no before insert on t for each row execute function no();

--> a trigger that always raises
-- unfilled public.t: closed for good
create table t (tenant_id uuid not null, id integer not null, primary key (tenant_id, id));
create function no() returns trigger language plpgsql as $$ begin raise exception 'closed for good'; end $$;
create trigger no before insert on t for each row execute function no();

--> a check that calls a function, one that fails on bad values
create function fine(text) returns boolean language plpgsql immutable as $$ begin
    if $1 !~ '^[0-9]+$' then raise exception 'not a number'; end if; return $1::bigint > 5; end $$;
create function level(text) returns boolean language sql immutable as $$ select $1 in ('gold', 'tin') $$;
create table t (tenant_id uuid not null, id text not null check (public.fine(id)), level text not null check (level(level)), digits text not null check (digits::integer between 40 and 50),
    share integer not null, of_all integer not null, check (share / of_all > 2), primary key (tenant_id, id));

--> a check over the whole row
create table t (tenant_id uuid not null, id integer not null, name text not null, primary key (tenant_id, id));
create function whole(t) returns boolean language sql immutable as $$ select $1.name <> 'x' $$;
alter table t add constraint whole check (whole(t.*));

--> what nothing satisfies
-- unfilled public.t: no value satisfies never
create table t (tenant_id uuid not null, id integer not null constraint never check (id > 5 and id < 3), primary key (tenant_id, id));
-- unfilled public.u: has none: no value satisfies never
create table u (tenant_id uuid not null, t integer not null, foreign key (tenant_id, t) references t);
create table v (tenant_id uuid not null, t integer, foreign key (tenant_id, t) references t);

--> json with a shape
create table t (tenant_id uuid not null, id integer primary key, a jsonb not null check (jsonb_typeof(a) = 'array'), b jsonb not null check (b ? 'name' and b ? 'kind'),
    c jsonb not null check (c->>'kind' in ('cat', 'dog')), d json not null check (json_typeof(d) = 'object'), e jsonb not null check (jsonb_array_length(e) = 1));

--> binary, addresses and bits with conditions
create table t (tenant_id uuid not null, id integer primary key, hash bytea not null check (octet_length(hash) = 32), ip inet not null check (family(ip) = 6),
    net cidr not null check (masklen(net) = 32), flags bit(8) not null check (get_bit(flags, 0) = 1), ver uuid not null check (substring(ver::text, 15, 1) = '4'),
    at point not null check (at[0] >= 0), wait interval not null check (wait > interval '0' and wait <= interval '90 days'),
    slot time not null check (slot >= time '08:00' and slot < time '18:00'), future timestamptz not null check (future > '2090-01-01'));

--> words that have to be quoted
create schema "My App";
create table "My App"."Order" (tenant_id uuid not null, "User" text not null, "a""b" integer not null check ("a""b" > 4), "select" integer, "~o" integer not null,
    "It's" text not null default '?', "Limit" integer not null, check ("Limit" > "a""b"), primary key (tenant_id, "User"));

--> no key at all
create table t (tenant_id uuid not null, a text, b json, c point);

--> only the tenant column, as key
create table settings (tenant_id uuid primary key, theme text not null default 'dark');
create table empty_one (tenant_id uuid not null);

--> constraints that are checked late
create table t (tenant_id uuid not null, id integer not null, pos integer not null check (pos > 2), primary key (tenant_id, id) deferrable initially deferred,
    unique (tenant_id, pos) deferrable);
create table u (tenant_id uuid not null, id integer not null, v integer not null, primary key (tenant_id, id));
create function late() returns trigger language plpgsql as $$ begin
    if (select count(*) from u) = 0 then raise exception 'none'; end if; return null; end $$;
create constraint trigger late after insert on u deferrable initially deferred for each row execute function late();

--> nulls that count as equal
create table t (tenant_id uuid not null, id integer primary key, ref text, unique nulls not distinct (tenant_id, ref));

--> very many columns
do $$ begin execute (select 'create table wide (tenant_id uuid not null, ' || string_agg(format('c%s %s not null', i,
    (array['integer', 'text', 'date', 'numeric(6,2)', 'uuid'])[1 + i % 5]), ', ') || ', primary key (tenant_id, c1, c2, c3))' from generate_series(1, 300) i); end $$;

--> a condition over twelve columns
create table t (tenant_id uuid not null, id integer primary key, a boolean not null, b boolean not null, c boolean not null, d boolean not null, e boolean not null,
    f text, g text, h text, i text, j text, k text, l text, check (a::int + b::int + c::int + d::int + e::int = 3), check (num_nulls(f, g, h, i, j, k, l) = 4));

--> references to two different rows of one table
create table product (tenant_id uuid not null, sku text not null, primary key (tenant_id, sku));
create table bundle (tenant_id uuid not null, whole text not null, part text not null, pieces integer not null, primary key (tenant_id, whole, part),
    foreign key (tenant_id, whole) references product, foreign key (tenant_id, part) references product, check (whole <> part));
create table city (code char(3) primary key);
create table leg (tenant_id uuid not null, id integer not null, from_city char(3) not null references city, to_city char(3) not null references city,
    primary key (tenant_id, id), check (from_city <> to_city));
