package io.tenancy.cli.adopt;

/** Puts the tenants into the registry, as an operator would. */
final class TenantScript {
    private TenantScript() {}

    static Script of(Layout layout) {
        Script script = Script.transactional("tenants");
        script.head(
                "The tenants that the rows of this database become part of. Their ids are fixed here, because the steps that follow",
                "name them; a tenant that is there already is left alone.");
        for (FirstTenant tenant : layout.tenants()) {
            script.add("""
                    do $$
                    begin
                        if exists (select from tenancy.tenant where id = %1$s) then
                            return;
                        end if;
                        perform set_config('tenancy.actor', 'tenancyctl adopt', true),
                            set_config('tenancy.reason', 'the rows that were there before', true),
                            set_config('tenancy.changed_at', clock_timestamp()::text, true);
                        insert into tenancy.tenant (id, key, name, status) values (%1$s, %2$s, %3$s, 'PENDING');
                        update tenancy.tenant set status = 'PROVISIONING' where id = %1$s;
                        update tenancy.tenant set status = 'ACTIVE' where id = %1$s;
                    end $$;""".formatted(
                            Sql.literal(tenant.id().toString()),
                            Sql.literal(tenant.key().value()),
                            Sql.literal(tenant.name())));
        }
        return script;
    }
}
