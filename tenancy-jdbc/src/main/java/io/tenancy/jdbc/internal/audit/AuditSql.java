package io.tenancy.jdbc.internal.audit;

import io.tenancy.audit.AuditEntry;
import io.tenancy.audit.AuditPage;
import io.tenancy.audit.AuditQuery;
import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A query of the audit log as one statement. Not thread-safe, and good for one query. */
public final class AuditSql {
    private final StringBuilder where = new StringBuilder();
    private final List<@Nullable Object> binds = new ArrayList<>();

    private AuditSql() {}

    /**
     * Reads a page.
     *
     * @param connection whose policies decide what is in view
     * @param chain whose events; null for the bound tenant's
     * @param query which
     * @return the page
     * @throws SQLException if the statement fails
     */
    public static AuditPage page(Connection connection, @Nullable UUID chain, AuditQuery query) throws SQLException {
        AuditSql sql = new AuditSql();
        List<AuditEntry> found = sql.entries(connection, chain, query);
        boolean more = found.size() > query.limit();
        List<AuditEntry> items = more ? found.subList(0, query.limit()) : found;
        return new AuditPage(
                items, more ? Long.toString(items.get(items.size() - 1).sequence()) : null);
    }

    private List<AuditEntry> entries(Connection connection, @Nullable UUID chain, AuditQuery query)
            throws SQLException {
        if (chain == null) {
            where.append("tenant_id = (select current_setting('tenancy.tenant_id')::uuid)");
        } else {
            and("tenant_id = ?", chain);
        }
        if (query.from() != null) {
            and("at >= ?", query.from().atOffset(ZoneOffset.UTC));
        }
        if (query.until() != null) {
            and("at < ?", query.until().atOffset(ZoneOffset.UTC));
        }
        actor(query.actor());
        action(query.action());
        if (query.resourceType() != null) {
            and("resource_type = ?", query.resourceType());
        }
        if (query.resourceId() != null) {
            and("resource_id = ?", query.resourceId());
        }
        if (query.outcome() != null) {
            and("outcome = ?", query.outcome().name());
        }
        if (query.cursor() != null) {
            and("sequence < ?", Long.valueOf(query.cursor()));
        }
        return Jdbc.list(
                connection,
                "select " + AuditRows.COLUMNS + " from tenancy.audit_event where " + where
                        + " order by sequence desc limit " + (query.limit() + 1),
                AuditRows::read,
                binds.toArray());
    }

    private void actor(@Nullable String actor) {
        if (actor == null) {
            return;
        }
        try {
            UUID id = UUID.fromString(actor);
            and("(actor = ? or actor_id = ?)", actor);
            binds.add(id);
        } catch (IllegalArgumentException name) {
            and("actor = ?", actor);
        }
    }

    private void action(@Nullable String action) {
        if (action != null && action.endsWith(".")) {
            and("starts_with(action, ?)", action);
        } else if (action != null) {
            and("action = ?", action);
        }
    }

    private void and(String condition, Object bind) {
        where.append(where.isEmpty() ? "" : " and ").append(condition);
        binds.add(bind);
    }
}
