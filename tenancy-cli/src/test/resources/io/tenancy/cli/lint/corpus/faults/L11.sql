-- case: without the tenant
create table note (tenant_id uuid not null, id uuid not null, at timestamptz, primary key (tenant_id, id));
create index on note (at); --! L11 warning
select tenancy.isolate('note');
-- case: over an expression
create table note (tenant_id uuid not null, id uuid not null, text text, primary key (tenant_id, id));
create index note_text on note (lower(text)); --! L11 warning
select tenancy.isolate('note');
-- case: concurrently on an old table
create index concurrently on invoice (customer_id); --! L11 warning
-- case: a partial one
create index concurrently late on invoice (due_on desc) where amount_minor > 0; --! L11 warning
-- case: another column than the tenant's
create table note (org uuid not null, tenant_id uuid not null, id uuid not null, primary key (org, id));
create index on note (tenant_id); --! L11 warning
select tenancy.isolate('note', tenant_column => 'org');
-- case: operators that policies shut out
create table note (tenant_id uuid not null, id uuid not null, text text, doc jsonb, primary key (tenant_id, id));
create index on note (tenant_id, text text_pattern_ops); --! L11 info
create index on note using gin (doc jsonb_path_ops); --! L11 info
select tenancy.isolate('note');
