package io.tenancy.jdbc.internal.authorization;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.ServerFailure;
import io.tenancy.tenant.RegistryUnavailableException;
import io.tenancy.tenant.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads what a tenant's principals may, as the application and inside that tenant. Thread-safe. */
final class AccessSource {
    /** The tenant, the rows and the end of the transaction in one flight. The first column says what a row is. */
    private static final String ROWS = "select set_config('tenancy.tenant_id', (?::uuid)::text, true);"
            + " select 'permission' as what, null::uuid as one, null::uuid as other, key::text as key, null::text as content"
            + " from tenancy.permission"
            + " union all select 'branch', id, parent_id, null, null from tenancy.branch where tenant_id = ?::uuid"
            + " union all select 'member', group_id, principal_id, null, null from tenancy.group_member where tenant_id = ?::uuid"
            + " union all select 'delegate', principal_id, delegator_id, null, null from tenancy.delegate where tenant_id = ?::uuid"
            + " union all select 'listed', principal_id, null, null, permission from tenancy.delegate_permission where tenant_id = ?::uuid"
            + " union all select 'grant', principal_id, branch_id, coalesce(role, system_role), null"
            + " from tenancy.role_grant where tenant_id = ?::uuid"
            + " union all select 'says', null, null, role, permission from tenancy.role_permission where tenant_id = ?::uuid"
            + " union all select 'says', null, null, role, permission from tenancy.system_role_permission"
            + " union all select 'parent', null, null, role, unnest(array_remove(array[parent, system_parent], null))"
            + " from tenancy.role_parent where tenant_id = ?::uuid; commit";

    private static final int BINDS = 8;

    private final DataSource app;
    private volatile PermissionIndex latest = new PermissionIndex(List.of());

    /**
     * Reads through a data source.
     *
     * @param app connects as {@code tenancy_app}, not wrapped
     */
    AccessSource(DataSource app) {
        this.app = app;
    }

    private record Row(
            String what, @Nullable UUID one, @Nullable UUID other, String key, String content) {}

    AccessSnapshot read(TenantId tenant) {
        try {
            return build(Jdbc.transact(app, connection -> rows(connection, tenant)));
        } catch (SQLException e) {
            if (ServerFailure.isConnection(e)) {
                throw new RegistryUnavailableException("roles and grants of " + tenant, e);
            }
            throw ServerFailure.of("read roles and grants", e);
        }
    }

    private static List<Row> rows(Connection connection, TenantId tenant) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(ROWS)) {
            for (int i = 1; i <= BINDS; i++) {
                statement.setObject(i, tenant.value());
            }
            boolean bound = statement.execute();
            if (!bound || !statement.getMoreResults()) {
                throw new SQLException("the driver gave one result for two queries");
            }
            try (ResultSet result = statement.getResultSet()) {
                while (result.next()) {
                    rows.add(new Row(
                            result.getString(1),
                            result.getObject(2, UUID.class),
                            result.getObject(3, UUID.class),
                            String.valueOf(result.getString(4)),
                            String.valueOf(result.getString(5))));
                }
            }
        }
        return rows;
    }

    private AccessSnapshot build(List<Row> rows) {
        SnapshotBuilder builder = new SnapshotBuilder(index(rows));
        for (Row row : rows) {
            if (row.what.equals("says")) {
                builder.says(row.key, row.content);
            } else if (row.what.equals("parent")) {
                builder.inherits(row.key, row.content);
            } else if (row.one != null) {
                principal(builder, row, row.one);
            }
        }
        for (Row row : rows) {
            if (row.what.equals("listed") && row.one != null) {
                builder.listed(row.one, row.content);
            }
        }
        return builder.build();
    }

    private static void principal(SnapshotBuilder builder, Row row, UUID one) {
        UUID other = row.other;
        switch (row.what) {
            case "branch" -> builder.branch(one, other);
            case "grant" -> builder.grant(one, other, row.key);
            case "member" -> builder.member(one, java.util.Objects.requireNonNull(other));
            case "delegate" -> builder.delegate(one, java.util.Objects.requireNonNull(other));
            default -> {
                // A listed permission waits until every delegate is known.
            }
        }
    }

    private PermissionIndex index(List<Row> rows) {
        List<String> keys = rows.stream()
                .filter(row -> row.what.equals("permission"))
                .map(row -> row.key)
                .sorted()
                .toList();
        PermissionIndex known = latest;
        if (!known.isOf(keys)) {
            known = new PermissionIndex(keys);
            latest = known;
        }
        return known;
    }
}
