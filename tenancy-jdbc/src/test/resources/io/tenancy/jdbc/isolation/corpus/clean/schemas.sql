-- Several schemas, names that need quotes, keywords.
create schema "Sales Desk";
create schema hr;
create table "Sales Desk"."Order" ("tenant id" uuid not null, "select" uuid not null, "na""me" text, primary key ("tenant id", "select"));
select tenancy.isolate('"Sales Desk"."Order"', tenant_column => 'tenant id');
create table hr."user" ("tenant id" uuid not null, id uuid not null, primary key ("tenant id", id));
select tenancy.isolate('hr."user"', tenant_column => 'tenant id');
create table hr.note ("tenant id" uuid not null, id uuid not null, "user" uuid not null, primary key ("tenant id", id),
    foreign key ("tenant id", "user") references hr."user" ("tenant id", id) match full on delete restrict);
select tenancy.isolate('hr.note', tenant_column => 'tenant id');
