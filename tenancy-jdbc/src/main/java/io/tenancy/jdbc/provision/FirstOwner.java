package io.tenancy.jdbc.provision;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
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

    /** Proved: it is the address's reader, or will be, since nobody has set a password. */
    private record Person(UUID id, String name, String email, boolean active, boolean proved) {}

    void make(ProvisioningContext context) throws SQLException {
        ProvisioningRequest.Owner owner = context.request().owner();
        if (owner == null) {
            return;
        }
        Connection connection = context.connection();
        UUID known = owner.account();
        Person person = known == null
                ? byAddress(context, owner)
                : find(connection, "id = ?", known).orElseThrow(FirstOwner::nobody);
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
                person.email);
        Jdbc.run(
                connection,
                "insert into tenancy.role_grant (tenant_id, id, principal_kind, principal_id, system_role)"
                        + " values (?, ?, 'USER', ?, 'owner') on conflict do nothing",
                tenant,
                ids.next(),
                person.id);
    }

    private Person byAddress(ProvisioningContext context, ProvisioningRequest.Owner owner) throws SQLException {
        Person person = find(context.connection(), "email = ?", owner.email()).orElse(null);
        if (person == null) {
            // Accounts belong to no tenant, and are not made inside of one.
            bind(context, "");
            Jdbc.run(
                    context.connection(),
                    "select tenancy.account_create(?, ?, ?, null, ?)",
                    ids.next(),
                    owner.email(),
                    owner.name(),
                    context.now().atOffset(ZoneOffset.UTC));
            bind(context, context.tenant().id().toString());
            // Whoever was quicker has it.
            person = find(context.connection(), "email = ?", owner.email()).orElseThrow(FirstOwner::nobody);
        }
        if (!person.proved) {
            throw new TenancyException(
                    ErrorCode.EMAIL_TAKEN,
                    "Whoever signed up with the owner's address has not proved that it is theirs",
                    "Let the person confirm the address first, or invite it: tenancyctl invite create TENANT EMAIL owner");
        }
        return person;
    }

    private static TenancyException nobody() {
        return new TenancyException(
                ErrorCode.ACCOUNT_NOT_FOUND, "The account of the owner is not there", "Name another owner");
    }

    private static Optional<Person> find(Connection connection, String condition, Object bind) throws SQLException {
        return Jdbc.first(
                connection,
                "select id, name, email, active, email_verified_at is not null or password_changed_at is null"
                        + " from tenancy.account where " + condition,
                row -> new Person(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getBoolean(4),
                        row.getBoolean(5)),
                bind);
    }

    private static void bind(ProvisioningContext context, String tenant) throws SQLException {
        Jdbc.run(context.connection(), "select set_config('tenancy.tenant_id', ?, true)", tenant);
    }
}
