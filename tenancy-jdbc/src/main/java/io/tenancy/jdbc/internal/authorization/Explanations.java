package io.tenancy.jdbc.internal.authorization;

import io.tenancy.authorization.AccessDecision;
import io.tenancy.authorization.AccessDecision.Outcome;
import io.tenancy.authorization.AccessExplanation;
import io.tenancy.authorization.Permission;
import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks the database why. */
public final class Explanations {
    private Explanations() {}

    /**
     * Explains a permission from the rows as they are, without anything remembered.
     *
     * @param connection as the application inside the tenant, or as an operator
     * @param tenant the tenant
     * @param principal the principal
     * @param permission the permission
     * @param branch where; null for the whole tenant
     * @return the explanation
     * @throws SQLException if it cannot be asked
     */
    public static AccessExplanation explain(
            Connection connection, UUID tenant, UUID principal, Permission permission, @Nullable UUID branch)
            throws SQLException {
        List<AccessExplanation.Way> ways = ways(connection, tenant, principal, permission, branch);
        Outcome outcome = ways.isEmpty() ? Outcome.NOT_GRANTED : Outcome.GRANTED;
        if (branch != null
                && !Jdbc.test(
                        connection,
                        "select exists (select from tenancy.branch where tenant_id = ? and id = ?)",
                        tenant,
                        branch)) {
            outcome = Outcome.NO_SUCH_BRANCH;
        }
        return new AccessExplanation(new AccessDecision(outcome, permission, principal, branch), ways);
    }

    static List<AccessExplanation.Way> ways(
            Connection connection, UUID tenant, UUID principal, Permission permission, @Nullable UUID branch)
            throws SQLException {
        return Jdbc.list(
                connection,
                "select grant_id, granted, says, branch_id, group_id, acts_for"
                        + " from tenancy.explain_permission(?, ?, ?, cast(? as uuid))",
                row -> new AccessExplanation.Way(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, UUID.class),
                        row.getObject(5, UUID.class),
                        row.getObject(6, UUID.class)),
                tenant,
                principal,
                permission.toString(),
                branch);
    }
}
