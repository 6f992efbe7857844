-- Tenants with numbers.
--: column company
create table project (company bigint not null, id bigint not null, parent_id bigint, name text not null, primary key (company, id),
    foreign key (company, parent_id) references project (company, id) on delete set null (parent_id));
select tenancy.isolate('project', tenant_column => 'company');
create table task (company bigint not null, project_id bigint not null, position integer not null, title text, primary key (company, project_id, position),
    foreign key (company, project_id) references project (company, id) on delete cascade on update cascade);
select tenancy.isolate('task', tenant_column => 'company');
