-- Enums, arrays, jsonb, full text, generated columns.
create type state as enum ('draft', 'live', 'gone');
create table article (
    tenant_id uuid not null, id uuid not null, state state not null default 'draft', tags text[] not null default '{}',
    body jsonb not null default '{}', title text generated always as (body ->> 'title') stored,
    search tsvector generated always as (to_tsvector('simple', coalesce(body ->> 'title', ''))) stored,
    primary key (tenant_id, id), check (jsonb_typeof(body) = 'object'));
create index on article (tenant_id, state) where state <> 'gone';
create index on article using gin (search);
create index on article using gin (body jsonb_path_ops);
create unique index on article (tenant_id, lower(body ->> 'slug'));
select tenancy.isolate('article');
