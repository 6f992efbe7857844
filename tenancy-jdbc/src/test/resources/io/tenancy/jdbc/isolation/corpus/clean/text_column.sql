-- A schema that had text tenants before.
--: column org
create table staff (org text not null, id bigint generated always as identity, mail text not null, primary key (org, id), unique (org, mail));
create table shift (org varchar(36) not null, id bigint generated always as identity, staff_id bigint not null, primary key (org, id));
create index on shift (org, staff_id);
select tenancy.isolate('staff', tenant_column => 'org');
select tenancy.isolate('shift', tenant_column => 'org');
