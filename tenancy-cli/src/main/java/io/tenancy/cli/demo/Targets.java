package io.tenancy.cli.demo;

import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** Values of rows on either side that attacks name: ids and addresses leak in a hundred ways, so an attacker is given them. */
final class Targets {
    private static final Map<String, String> QUERIES = Map.of(
            "otherPatient",
            "select id from patients where organization_id = :other order by id limit 1",
            "otherEmail",
            "select email from patients where organization_id = :other and email not in"
                    + " (select email from patients where organization_id = :own) order by id limit 1",
            "otherInvoice",
            "select invoice_id from invoice_lines where organization_id = :other order by invoice_id limit 1",
            "otherNumber",
            "select number from invoices where organization_id = :other and number not in"
                    + " (select number from invoices where organization_id = :own) order by id limit 1",
            "otherAppointment",
            "select appointment_id from treatments where organization_id = :other order by id limit 1",
            "ownPatient",
            "select id from patients where organization_id = :own order by id limit 1",
            "ownInvoice",
            "select invoice_id from invoice_lines where organization_id = :own order by invoice_id limit 1");

    private Targets() {}

    static Map<String, Object> choose(DataSource admin, Tenant own, Tenant other) throws SQLException {
        Map<String, Object> sides =
                Map.of("own", own.id().value(), "other", other.id().value());
        Map<String, Object> names = new HashMap<>(sides);
        names.put("fresh", UUID.randomUUID());
        names.put("nowhere", UUID.randomUUID());
        try (Connection connection = admin.getConnection()) {
            for (Map.Entry<String, String> query : QUERIES.entrySet()) {
                names.put(query.getKey(), first(connection, query.getValue(), sides));
            }
        }
        return names;
    }

    private static Object first(Connection connection, String sql, Map<String, Object> sides) throws SQLException {
        try (PreparedStatement statement = new NamedSql(sql).prepare(connection, sides);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new IllegalStateException("The demo's rows have nothing for: " + sql);
            }
            return row.getObject(1);
        }
    }
}
