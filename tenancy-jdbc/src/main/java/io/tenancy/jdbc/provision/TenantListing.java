package io.tenancy.jdbc.provision;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.TenantRows;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantNotFoundException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The reading half of the registry. */
final class TenantListing {
    private TenantListing() {}

    static TenantPage list(Connection connection, TenantQuery query) throws SQLException {
        StringBuilder sql = new StringBuilder("select " + TenantRows.COLUMNS + " from tenancy.tenant t where ");
        List<Object> binds = new ArrayList<>();
        if (query.status() == null) {
            sql.append("t.status <> 'DELETED'");
        } else {
            sql.append("t.status = ?");
            binds.add(query.status().name());
        }
        if (query.search() != null) {
            // strpos, not LIKE: what people search for is text, not a pattern.
            sql.append(" and (strpos(t.key, lower(?)) > 0 or strpos(lower(t.name), lower(?)) > 0)");
            binds.add(query.search());
            binds.add(query.search());
        }
        if (query.cursor() != null) {
            Cursor from = Cursor.parse(query.cursor());
            sql.append(" and (t.key, t.number) > (?, ?)");
            binds.add(from.key);
            binds.add(from.number);
        }
        sql.append(" order by t.key, t.number limit ?");
        binds.add(query.limit() + 1);
        List<Tenant> found = Jdbc.list(connection, sql.toString(), TenantRows::read, binds.toArray());
        if (found.size() <= query.limit()) {
            return new TenantPage(found, null);
        }
        List<Tenant> page = found.subList(0, query.limit());
        return new TenantPage(page, Cursor.of(page.get(page.size() - 1)));
    }

    /** The last tenant of a page. Keys of deleted tenants may stand there twice, hence the number. */
    private record Cursor(String key, long number) {
        static String of(Tenant tenant) {
            return tenant.key() + "." + tenant.number();
        }

        static Cursor parse(String text) {
            int dot = text.indexOf('.');
            try {
                return new Cursor(text.substring(0, Math.max(0, dot)), Long.parseLong(text.substring(dot + 1)));
            } catch (NumberFormatException e) {
                throw new TenancyException(
                        ErrorCode.USAGE, "Not a cursor", "Use the nextCursor of the page before", Map.of(), e);
            }
        }
    }

    static TenantDetails show(Connection connection, TenantId id) throws SQLException {
        return Jdbc.first(
                        connection,
                        "select " + TenantRows.COLUMNS + ", t.created_at, t.updated_at, t.status_since, t.purge_at"
                                + " from tenancy.tenant t where t.id = ?",
                        row -> new TenantDetails(
                                TenantRows.read(row),
                                instant(row, "created_at"),
                                instant(row, "updated_at"),
                                instant(row, "status_since"),
                                row.getObject("purge_at") == null ? null : instant(row, "purge_at"),
                                domains(connection, id),
                                settings(connection, id),
                                history(connection, id)),
                        id.value())
                .orElseThrow(() -> TenantNotFoundException.byId(id));
    }

    private static List<TenantDomain> domains(Connection connection, TenantId id) throws SQLException {
        return Jdbc.list(
                connection,
                "select domain, added_at, verified_at from tenancy.tenant_domain where tenant_id = ? order by 1",
                TenantListing::domain,
                id.value());
    }

    static TenantDomain domain(ResultSet row) throws SQLException {
        return new TenantDomain(row.getString("domain"), instant(row, "added_at"), instantOrNull(row, "verified_at"));
    }

    private static Map<String, String> settings(Connection connection, TenantId id) throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        Jdbc.list(
                        connection,
                        "select name, value::text from tenancy.tenant_setting where tenant_id = ? order by 1",
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        id.value())
                .forEach(setting -> settings.put(setting.getKey(), setting.getValue()));
        return settings;
    }

    private static List<RegistryChange> history(Connection connection, TenantId id) throws SQLException {
        return Jdbc.list(
                connection,
                "select sequence, changed_at, actor, reason, action, before::text as was, after::text as became"
                        + " from tenancy.registry_change where tenant_id = ? order by sequence",
                row -> new RegistryChange(
                        row.getLong("sequence"),
                        instant(row, "changed_at"),
                        row.getString("actor"),
                        row.getString("reason"),
                        row.getString("action"),
                        row.getString("was"),
                        row.getString("became")),
                id.value());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
