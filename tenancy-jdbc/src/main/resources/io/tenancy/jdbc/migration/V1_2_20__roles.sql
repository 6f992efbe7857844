-- Who may do what inside a tenant: what there is (permissions, system roles: the application's, the same for every tenant), and what
-- a tenant makes of it (own roles, branches, groups, grants). A role is named by its key. There are no deny rules: what a principal
-- may is the union of what it was granted, so order never matters and every yes has a grant that explains it.
--   TN020 an actor was to hand on what it does not hold     TN021 nobody is named who would answer for a change
--   TN022 roles or branches would form a circle             TN023 the tenant would be left without an owner
--   TN024 (as ever) what never changes                      TN025 access control is changed in READ COMMITTED
--   TN026 a permission that nobody declared                 TN027 a key or a pattern that is not for this place
--   TN028 whom a change names is no active member, key or group of the tenant
set local role tenancy_control;

-- invoice:* and *:read; only the owner holds everything.
create function tenancy.are_patterns(patterns text[]) returns boolean
    language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
    select coalesce(bool_and(p ~ '^([a-z][a-z0-9_-]{0,62}:[*]|[*]:[a-z][a-z0-9_-]{0,62})$'), true) from unnest(patterns) p
$$;

-- CATALOG. roles:manage is everybody's: without it nobody changes roles, grants, groups and branches.
create table tenancy.permission (
    key         text collate "C" primary key check (key ~ '^[a-z][a-z0-9_-]{0,62}:[a-z][a-z0-9_-]{0,62}$'),
    description text not null default '' check (length(description) <= 500),
    dangerous   boolean not null default false
);
insert into tenancy.permission (key, description, dangerous)
    values ('roles:manage', 'Make roles, grant and revoke them, form groups and branches', true);

-- CATALOG. What the application declares. Everything a role inherits is written out in system_role_permission. In dynamic are the
-- patterns that take in what later releases add. The owner holds everything, always, and is the only one who does.
create table tenancy.system_role (
    key         text collate "C" primary key check (key ~ '^[a-z][a-z0-9_-]{0,62}$'),
    name        text not null check (name = btrim(name) and length(name) between 1 and 100),
    description text not null default '' check (length(description) <= 500),
    inherits    text[] not null default '{}',
    dynamic     text[] not null default '{}' check (tenancy.are_patterns(dynamic))
);
insert into tenancy.system_role (key, name, description) values ('owner', 'Owner', 'Everything, and to name other owners');

-- CATALOG.
create table tenancy.system_role_permission (
    role       text collate "C" not null references tenancy.system_role (key),
    permission text collate "C" not null references tenancy.permission (key),
    primary key (role, permission),
    check (role <> 'owner')
);
create index system_role_permission_permission on tenancy.system_role_permission (permission);

-- TENANT. The key never changes and is no system role's.
create table tenancy.role (
    tenant_id   uuid not null default current_setting('tenancy.tenant_id')::uuid,
    key         text collate "C" not null check (key ~ '^[a-z][a-z0-9_-]{0,62}$'),
    name        text not null check (name = btrim(name) and length(name) between 1 and 100),
    description text not null default '' check (length(description) <= 500),
    dynamic     text[] not null default '{}' check (tenancy.are_patterns(dynamic)),
    created_at  timestamptz not null,
    primary key (tenant_id, key)
);

-- TENANT. Wildcards are written out: what a release adds is granted by nobody's silence.
create table tenancy.role_permission (
    tenant_id  uuid not null default current_setting('tenancy.tenant_id')::uuid,
    role       text collate "C" not null,
    permission text collate "C" not null references tenancy.permission (key),
    primary key (tenant_id, role, permission),
    foreign key (tenant_id, role) references tenancy.role (tenant_id, key)
);
create index role_permission_permission on tenancy.role_permission (permission);

-- TENANT. A role has what its parents have: roles of the same tenant, or system roles. Ownership is not inherited.
create table tenancy.role_parent (
    tenant_id     uuid not null default current_setting('tenancy.tenant_id')::uuid,
    role          text collate "C" not null,
    parent        text collate "C",
    system_parent text collate "C" references tenancy.system_role (key) check (system_parent <> 'owner'),
    parent_key    text collate "C" not null generated always as (coalesce(parent, system_parent)) stored,
    primary key (tenant_id, role, parent_key),
    check (num_nonnulls(parent, system_parent) > 0),
    check (parent <> role),
    foreign key (tenant_id, role) references tenancy.role (tenant_id, key),
    foreign key (tenant_id, parent) references tenancy.role (tenant_id, key)
);
create index role_parent_parent on tenancy.role_parent (tenant_id, parent);
create index role_parent_system on tenancy.role_parent (system_parent);

-- TENANT. The second dimension: a grant at a branch reaches down. A branch is never removed by the application: who may remove one
-- and make it again elsewhere would take its rows along.
create table tenancy.branch (
    tenant_id  uuid not null default current_setting('tenancy.tenant_id')::uuid,
    id         uuid not null,
    parent_id  uuid check (parent_id <> id),
    name       text not null check (name = btrim(name) and length(name) between 1 and 200),
    created_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, parent_id) references tenancy.branch (tenant_id, id)
);
create index branch_parent on tenancy.branch (tenant_id, parent_id);

-- TENANT.
create table tenancy.principal_group (
    tenant_id  uuid not null default current_setting('tenancy.tenant_id')::uuid,
    id         uuid not null,
    name       text not null check (name = btrim(name) and length(name) between 1 and 100),
    created_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, name)
);

-- TENANT. Of people and keys; a group is in no group.
create table tenancy.group_member (
    tenant_id    uuid not null default current_setting('tenancy.tenant_id')::uuid,
    group_id     uuid not null,
    principal_id uuid not null,
    primary key (tenant_id, group_id, principal_id),
    foreign key (tenant_id, group_id) references tenancy.principal_group (tenant_id, id)
);
create index group_member_principal on tenancy.group_member (tenant_id, principal_id);

-- TENANT. Without a branch it is for the whole tenant. granted_by is written by the database: the acting principal, null for an operator.
create table tenancy.role_grant (
    tenant_id      uuid not null default current_setting('tenancy.tenant_id')::uuid,
    id             uuid not null,
    principal_kind text not null check (principal_kind in ('USER', 'GROUP', 'API_KEY')),
    principal_id   uuid not null,
    role           text collate "C",
    system_role    text collate "C" references tenancy.system_role (key),
    branch_id      uuid,
    granted_by     uuid,
    granted_at     timestamptz not null,
    primary key (tenant_id, id),
    unique nulls not distinct (tenant_id, principal_id, role, system_role, branch_id),
    check (num_nonnulls(role, system_role) = 1),
    check (system_role is distinct from 'owner' or principal_kind = 'USER' and branch_id is null),
    foreign key (tenant_id, role) references tenancy.role (tenant_id, key),
    foreign key (tenant_id, branch_id) references tenancy.branch (tenant_id, id)
);
create index role_grant_role on tenancy.role_grant (tenant_id, role);
create index role_grant_system on tenancy.role_grant (system_role, tenant_id);
create index role_grant_branch on tenancy.role_grant (tenant_id, branch_id);

-- TENANT. A principal that acts for another, as an API key for whoever made it: it may what is listed here, as long as the other may it
-- too, and nothing else. Whatever the other loses, it loses in the same moment.
create table tenancy.delegate (
    tenant_id    uuid not null default current_setting('tenancy.tenant_id')::uuid,
    principal_id uuid not null,
    delegator_id uuid not null check (delegator_id <> principal_id),
    primary key (tenant_id, principal_id)
);
create index delegate_delegator on tenancy.delegate (tenant_id, delegator_id);

-- TENANT.
create table tenancy.delegate_permission (
    tenant_id    uuid not null default current_setting('tenancy.tenant_id')::uuid,
    principal_id uuid not null,
    permission   text collate "C" not null references tenancy.permission (key),
    primary key (tenant_id, principal_id, permission),
    foreign key (tenant_id, principal_id) references tenancy.delegate (tenant_id, principal_id)
);
create index delegate_permission_permission on tenancy.delegate_permission (permission);

grant select on tenancy.permission, tenancy.system_role, tenancy.system_role_permission
    to tenancy_app, tenancy_admin, tenancy_worker, tenancy_resolver;
grant insert, update, delete on tenancy.permission, tenancy.system_role, tenancy.system_role_permission to tenancy_admin;

call tenancy.tenant_table('role', 'select, insert, delete');
call tenancy.tenant_table('role_permission', 'select, insert, delete');
call tenancy.tenant_table('role_parent', 'select, insert, delete');
call tenancy.tenant_table('branch', 'select, insert');
call tenancy.tenant_table('principal_group', 'select, insert, delete');
call tenancy.tenant_table('group_member', 'select, insert, delete');
call tenancy.tenant_table('role_grant', 'select, insert, delete');
call tenancy.tenant_table('delegate', 'select, insert, delete');
call tenancy.tenant_table('delegate_permission', 'select, insert, delete');

-- Definer functions of tenancy_control (whoever accepts an invitation holds nothing yet) work in the bound tenant, and nowhere else.
do $$
declare
    target text;
begin
    foreach target in array array['role', 'role_permission', 'role_parent', 'branch', 'principal_group', 'group_member', 'role_grant',
            'delegate', 'delegate_permission'] loop
        execute format('create policy tenancy_control on tenancy.%I to tenancy_control
            using (tenant_id = (select nullif(current_setting(''tenancy.tenant_id'', true), '''')::uuid))
            with check (tenant_id = (select nullif(current_setting(''tenancy.tenant_id'', true), '''')::uuid))', target);
    end loop;
end $$;

grant update (name, description, dynamic) on tenancy.role to tenancy_app;
grant update (name, parent_id) on tenancy.branch to tenancy_app;
grant update (name) on tenancy.principal_group to tenancy_app;

reset role;
grant execute on function tenancy.are_patterns(text[]) to tenancy_app, tenancy_admin, tenancy_worker, tenancy_migrator;
