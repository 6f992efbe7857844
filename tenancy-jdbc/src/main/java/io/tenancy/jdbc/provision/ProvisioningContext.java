package io.tenancy.jdbc.provision;

import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.time.Instant;

/**
 * What a step of provisioning works with. Good until the step returns, on its thread.
 *
 * @param tenant the tenant, PROVISIONING
 * @param request what was ordered
 * @param connection as {@code tenancy_admin}, in a transaction that the provisioner ends; rows get the tenant by their column's default.
 *     Rows of every tenant are in view: name the tenant in your own WHERE
 * @param by who ordered it, and why
 * @param now the time to write down
 * @param attempt the how manieth try this is, from 1
 */
public record ProvisioningContext(
        Tenant tenant, ProvisioningRequest request, Connection connection, Attribution by, Instant now, int attempt) {}
