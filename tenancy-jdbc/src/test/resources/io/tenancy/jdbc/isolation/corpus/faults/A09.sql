--> a unique column @ public.member
create table member (tenant_id uuid not null, id uuid not null, email text not null unique, primary key (tenant_id, id));
select tenancy.isolate('member');
--> a unique index over an expression @ public.customer
create unique index on customer (lower(email));
--> a primary key of numbers @ public.ticket
create table ticket (tenant_id uuid not null, id bigint generated always as identity primary key);
create index on ticket (tenant_id);
select tenancy.isolate('ticket');
--> partial @ public.invoice
create unique index on invoice (number) where amount_minor > 0;
--> the tenant only carried along @ public.invoice
create unique index on invoice (number) include (tenant_id);
--> an exclusion constraint @ public.booking
-- takes a decision
create table booking (tenant_id uuid not null, id uuid not null, during tstzrange not null, primary key (tenant_id, id),
    exclude using gist (during with &&));
select tenancy.isolate('booking');
--> a primary key of uuids = INFO @ public.token
-- not executable: nobody guesses a uuid
create table token (tenant_id uuid not null, id uuid primary key);
create index on token (tenant_id);
select tenancy.isolate('token');
--> a partitioned table @ public.event
create table event (tenant_id uuid not null, id bigint not null, at date not null, primary key (id, at)) partition by range (at);
create table event_2026 partition of event for values from ('2026-01-01') to ('2027-01-01');
create index on event (tenant_id);
select tenancy.isolate('event');
