package io.tenancy.cli.adopt;

import io.tenancy.tenant.TenantKey;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Finds tenants in the registry, and gives new ones an id. */
final class Tenants {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private Tenants() {}

    /** With the ids of tenants that are there already, or that an earlier plan in the same folder gave them; else new ones. */
    static List<FirstTenant> planned(Connection connection, Decisions decisions, List<FirstTenant> before, Clock clock)
            throws SQLException {
        Set<TenantKey> keys = decisions.tenants();
        if (keys.isEmpty()) {
            throw AdoptionException.usage(
                    "It is not said which tenant the rows of this database become part of",
                    "Give its key with --tenant KEY, or the column that tells with --column and --map");
        }
        List<FirstTenant> tenants = new ArrayList<>();
        for (TenantKey key : keys) {
            Optional<FirstTenant> planned =
                    before.stream().filter(tenant -> tenant.key().equals(key)).findFirst();
            UUID id =
                    find(connection, key).or(() -> planned.map(FirstTenant::id)).orElseGet(() -> newId(clock));
            String name = key.equals(decisions.first()) ? decisions.name() : null;
            tenants.add(new FirstTenant(
                    id,
                    key,
                    name != null ? name : planned.map(FirstTenant::name).orElse(key.value())));
        }
        return tenants;
    }

    static Optional<UUID> find(Connection connection, TenantKey key) throws SQLException {
        if (!Query.test(
                connection,
                "select coalesce((select has_schema_privilege(oid, 'usage') from pg_namespace where nspname = 'tenancy'), false)"
                        + " and coalesce((select has_table_privilege(c.oid, 'select') from pg_class c join pg_namespace n"
                        + " on n.oid = c.relnamespace where n.nspname = 'tenancy' and c.relname = 'tenant'), false)")) {
            return Optional.empty();
        }
        return Query.list(
                        connection,
                        "select id from tenancy.tenant where key = ? and status <> 'DELETED'",
                        row -> row.getObject(1, UUID.class),
                        key.value())
                .stream()
                .findFirst();
    }

    /** A UUID of version 7, as the registry makes them: milliseconds, then chance. */
    static UUID newId(Clock clock) {
        SecureRandom random = new SecureRandom();
        return new UUID(clock.millis() << 16 | VERSION | random.nextInt(1 << 12), VARIANT | random.nextLong() >>> 2);
    }

    /** Makes a tenant that nobody can enter before its rows are there. One that exists already is left alone. */
    static void prepare(Connection migrator, FirstTenant tenant) throws SQLException {
        change(migrator, """
                insert into tenancy.tenant (id, key, name, status)
                    select %1$s, %2$s, %3$s, 'PENDING' where not exists (select from tenancy.tenant where id = %1$s);
                update tenancy.tenant set status = 'PROVISIONING' where id = %1$s and status = 'PENDING';
                """, tenant);
    }

    static void activate(Connection migrator, FirstTenant tenant) throws SQLException {
        change(
                migrator,
                "update tenancy.tenant set status = 'ACTIVE' where id = %1$s and status = 'PROVISIONING';",
                tenant);
    }

    private static void change(Connection migrator, String statements, FirstTenant tenant) throws SQLException {
        Query.script(
                migrator,
                """
                begin;
                select set_config('tenancy.actor', 'tenancyctl adopt', true),
                    set_config('tenancy.reason', 'import of another database', true),
                    set_config('tenancy.changed_at', clock_timestamp()::text, true);
                """
                        + statements.formatted(
                                Sql.literal(tenant.id().toString()),
                                Sql.literal(tenant.key().value()),
                                Sql.literal(tenant.name()))
                        + " commit");
    }
}
