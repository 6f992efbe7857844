package io.tenancy.billing.subscription;

import io.tenancy.billing.Capability;
import io.tenancy.billing.CustomerOrder;
import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.MadeObject;
import io.tenancy.billing.OperationKey;
import io.tenancy.billing.PaymentGateway;
import io.tenancy.billing.internal.Database;
import io.tenancy.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Whom gateways know our tenants as: one customer for a tenant and gateway, made when it is first needed. Thread-safe. */
final class CustomerBook {
    private final Database database;
    private final Operations operations;

    CustomerBook(DataSource worker, Clock clock, Operations operations) {
        this.database = new Database(worker, clock);
        this.operations = operations;
    }

    /** The gateway's customer, made if it is new; empty for a gateway that has none. */
    GatewayAnswer<Optional<String>> idOf(PaymentGateway gateway, TenantId tenant, String name, String email) {
        if (!gateway.profile().can(Capability.CUSTOMERS)) {
            return GatewayAnswer.done(Optional.empty());
        }
        Optional<String> known = find(gateway, tenant);
        if (known.isPresent()) {
            return GatewayAnswer.done(known);
        }
        CustomerOrder order = new CustomerOrder(name, email);
        OperationKey key = new OperationKey(tenant, "customer", idFor(gateway, tenant));
        return operations
                .run(new GatewayOrder<>(
                        gateway,
                        key,
                        MadeObject.CUSTOMER,
                        "",
                        key.text(),
                        it -> it.createCustomer(order, key),
                        id -> id,
                        GatewayAnswer::done))
                .map(id -> Optional.of(remember(gateway, tenant, id)));
    }

    /** Always the same, so that two that begin at once make one. */
    private static UUID idFor(PaymentGateway gateway, TenantId tenant) {
        String name = "customer " + gateway.profile().name() + " " + gateway.mode() + " " + tenant.value();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    Optional<String> find(PaymentGateway gateway, TenantId tenant) {
        return database.in(
                "look for a customer",
                dsl -> dsl.query(
                                "select customer_id from tenancy.billing_customer where tenant_id = ? and gateway = ? and mode = ?",
                                tenant.value(),
                                gateway.profile().name(),
                                gateway.mode().name())
                        .first(row -> row.get("customer_id", String.class)));
    }

    private String remember(PaymentGateway gateway, TenantId tenant, String id) {
        int unused = database.in(
                "remember a customer",
                dsl -> dsl.execute(
                        "insert into tenancy.billing_customer (tenant_id, gateway, mode, customer_id, since) values (?, ?, ?, ?, ?)"
                                + " on conflict do nothing",
                        tenant.value(),
                        gateway.profile().name(),
                        gateway.mode().name(),
                        id,
                        database.now()));
        return id;
    }
}
