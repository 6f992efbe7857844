package io.tenancy.jdbc.provision;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import io.tenancy.member.EmailAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes the first owner: an account without a password if nobody has the address, and its membership. Done twice it is done once. In SQL of
 * its own, since what knows members knows this package.
 */
final class FirstOwner {
    private final TimeOrderedIds ids;

    FirstOwner(Clock clock) {
        this.ids = new TimeOrderedIds(clock);
    }

    private record Person(UUID id, String name, boolean active) {}

    void make(ProvisioningContext context) throws SQLException {
        ProvisioningRequest.Owner owner = context.request().owner();
        if (owner == null) {
            return;
        }
        Connection connection = context.connection();
        String email = EmailAddress.of(owner.email()).value();
        Person person = account(context, email, owner.name());
        if (!person.active) {
            throw new TenancyException(
                    ErrorCode.ACCOUNT_NOT_FOUND,
                    "The account of the owner is disabled",
                    "Name another owner, or enable the account first");
        }
        UUID tenant = context.tenant().id().value();
        Jdbc.run(
                connection,
                "insert into tenancy.member (tenant_id, account_id, name, email, status_since, joined_at)"
                        + " values (?, ?, ?, ?, tenancy.change_time(), tenancy.change_time()) on conflict do nothing",
                tenant,
                person.id,
                person.name,
                email);
        Jdbc.run(
                connection,
                "insert into tenancy.role_grant (tenant_id, id, principal_kind, principal_id, system_role)"
                        + " values (?, ?, 'USER', ?, 'owner') on conflict do nothing",
                tenant,
                ids.next(),
                person.id);
    }

    private Person account(ProvisioningContext context, String email, String name) throws SQLException {
        Optional<Person> known = find(context.connection(), email);
        if (known.isPresent()) {
            return known.get();
        }
        // Accounts belong to no tenant, and are not made inside of one.
        bind(context, "");
        Jdbc.run(
                context.connection(),
                "select tenancy.account_create(?, ?, ?, null, ?)",
                ids.next(),
                email,
                name,
                context.now().atOffset(ZoneOffset.UTC));
        bind(context, context.tenant().id().toString());
        // Whoever was quicker has it, too.
        return find(context.connection(), email).orElseThrow();
    }

    private static Optional<Person> find(Connection connection, String email) throws SQLException {
        return Jdbc.first(
                connection,
                "select id, name, active from tenancy.account where email = ?",
                row -> new Person(row.getObject(1, UUID.class), row.getString(2), row.getBoolean(3)),
                email);
    }

    private static void bind(ProvisioningContext context, String tenant) throws SQLException {
        Jdbc.run(context.connection(), "select set_config('tenancy.tenant_id', ?, true)", tenant);
    }
}
