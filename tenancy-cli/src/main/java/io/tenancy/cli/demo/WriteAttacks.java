package io.tenancy.cli.demo;

import io.tenancy.cli.demo.Attack.Family;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Changes through the SDK, committed, that aim at the other tenant's rows. */
final class WriteAttacks {
    /** What row level security answers when a new row is not the tenant's own. */
    private static final String DENIED = "44000";

    private static final String PATIENT =
            "insert into patients (organization_id, id, chart_number, given_name, family_name,"
                    + " born_on, email, phone, complaint, created_at) values (%s, %s, %s, 'Mal', 'Ory', date '1990-01-01', %s, '-',"
                    + " 'none', timestamptz '2026-01-01 00:00Z')";

    private WriteAttacks() {}

    static List<Attack> all() {
        return List.of(
                write("update-by-id", "change a patient", "update patients set phone = '-' where id = :otherPatient"),
                write(
                        "update-by-tenant",
                        "void every invoice there",
                        "update invoices set status = 'void' where organization_id = :other"),
                write(
                        "update-from",
                        "change rows through a join",
                        "update invoices i set paid_minor = 0 from invoice_lines l where l.invoice_id = i.id and i.id ="
                                + " :otherInvoice"),
                write("delete-by-id", "delete an invoice", "delete from invoices where id = :otherInvoice"),
                write(
                        "delete-by-tenant",
                        "delete every invoice there",
                        "delete from invoices where organization_id = :other"),
                write(
                        "delete-in-query",
                        "delete inside a query",
                        "with gone as (delete from invoice_lines where organization_id = :other returning *)"
                                + " update practitioners set full_name = full_name where false"),
                write(
                        "merge",
                        "change rows with MERGE",
                        "merge into patients p using (values (:otherPatient::uuid)) v (id) on p.id = v.id"
                                + " when matched then update set phone = '-'"),
                write(
                        "insert",
                        "plant a patient",
                        PATIENT.formatted(":other", ":fresh", "'X-1'", "'mal@mail.example'"),
                        DENIED),
                write(
                        "upsert",
                        "overwrite a patient by e-mail address",
                        PATIENT.formatted(":other", ":fresh", "'X-1'", ":otherEmail")
                                + " on conflict (organization_id, email) do update set phone = '-'",
                        DENIED),
                move(),
                batch());
    }

    private static Attack write(String id, String goal, String sql, String... refusals) {
        return Attack.writing(id, Family.WRITE, goal, sql, refusals);
    }

    /** The moved row is one that nothing refers to, so that only row level security stands in the way. */
    private static Attack move() {
        String sql = "update patients set organization_id = :other where id = :fresh";
        return new Attack("move", Family.WRITE, "move an own row there", sql, Set.of(DENIED), arena -> {
            arena.asOwn(c -> {
                arena.change(c, PATIENT.formatted(":own", ":fresh", "'X-2'", "'mover@mail.example'"));
                return arena.change(c, sql);
            });
            return Evidence.held("nothing moved");
        });
    }

    private static Attack batch() {
        String sql = PATIENT.formatted("?", "?", "?", "?");
        return new Attack(
                "batch",
                Family.WRITE,
                "slip one foreign row into a batch",
                sql + "  -- 3 rows, the second for :other",
                Set.of(DENIED),
                arena -> {
                    arena.asOwn(c -> addThree(
                            c,
                            sql,
                            Map.of(
                                    0,
                                    arena.own().id().value(),
                                    1,
                                    arena.other().id().value())));
                    return Evidence.held("nothing planted");
                });
    }

    private static int addThree(Connection connection, String sql, Map<Integer, UUID> tenants) throws SQLException {
        Map<Integer, UUID> to = new HashMap<>(tenants);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < 3; i++) {
                statement.setObject(1, to.get(i % 2));
                statement.setObject(2, UUID.randomUUID());
                statement.setString(3, "X-" + (10 + i));
                statement.setString(4, "batch" + i + "@mail.example");
                statement.addBatch();
            }
            return statement.executeBatch().length;
        }
    }
}
