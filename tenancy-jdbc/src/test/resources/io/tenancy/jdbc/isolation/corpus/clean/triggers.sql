-- Triggers of every kind, a history table, a definer trigger that belongs to the owner.
create table item (tenant_id uuid not null, id uuid not null, stock integer not null default 0, changed_at timestamptz, primary key (tenant_id, id));
create table item_history (tenant_id uuid not null, id bigint generated always as identity, item_id uuid not null, was jsonb, primary key (tenant_id, id));
select tenancy.isolate('item');
select tenancy.isolate('item_history');
create function touch() returns trigger language plpgsql as $$ begin new.changed_at := clock_timestamp(); return new; end $$;
create function remember() returns trigger language plpgsql as $$
begin insert into item_history (tenant_id, item_id, was) values (old.tenant_id, old.id, to_jsonb(old)); return null; end $$;
create function count_rows() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$ begin return null; end $$;
create trigger touch before insert or update on item for each row execute function touch();
create trigger remember after update or delete on item for each row execute function remember();
create trigger count_rows after insert on item referencing new table as added for each statement execute function count_rows();
create constraint trigger later after insert on item deferrable initially deferred for each row execute function count_rows();
