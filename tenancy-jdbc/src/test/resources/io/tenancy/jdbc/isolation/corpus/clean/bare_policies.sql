-- As one writes them for Citus: no sub-select, keys with the distribution column in front.
create table metric (tenant_id uuid not null, id uuid not null, value bigint, primary key (tenant_id, id));
create table metric_tag (tenant_id uuid not null, metric_id uuid not null, tag text not null, primary key (tenant_id, metric_id, tag),
    foreign key (tenant_id, metric_id) references metric (tenant_id, id));
alter table metric enable row level security;
alter table metric force row level security;
alter table metric_tag enable row level security;
alter table metric_tag force row level security;
create policy only_mine on metric as restrictive to tenancy_app
    using (tenant_id = current_setting('tenancy.tenant_id')::uuid) with check (tenant_id = current_setting('tenancy.tenant_id')::uuid);
create policy mine on metric to tenancy_app using (current_setting('tenancy.tenant_id')::uuid = tenant_id);
create policy only_mine on metric_tag as restrictive using (tenant_id = current_setting('tenancy.tenant_id')::uuid);
create policy mine on metric_tag to tenancy_app using (tenant_id = current_setting('tenancy.tenant_id')::uuid and tag <> '');
grant select, insert, update, delete on metric, metric_tag to tenancy_app;
