-- Foreign keys in circles, deferred, to itself, to a unique constraint.
create table department (tenant_id uuid not null, id uuid not null, code text not null, head uuid, parent uuid, primary key (tenant_id, id), unique (tenant_id, code),
    foreign key (tenant_id, parent) references department (tenant_id, id) on delete set null (parent));
create table person (tenant_id uuid not null, id uuid not null, department text not null, mentor uuid, primary key (tenant_id, id),
    foreign key (tenant_id, department) references department (tenant_id, code) on update cascade,
    foreign key (tenant_id, mentor) references person (tenant_id, id) deferrable initially deferred);
alter table department add foreign key (tenant_id, head) references person (tenant_id, id) deferrable;
select tenancy.isolate('department');
select tenancy.isolate('person');
