package io.tenancy.cli.demo;

import io.tenancy.cli.demo.Attack.Family;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Keys are checked by the database itself, past every policy: they must contain the tenant. */
final class KeyAttacks {
    private static final String NO_PARENT = "23503";
    private static final String DUPLICATE = "23505";

    private static final String LINE =
            "insert into invoice_lines (id, invoice_id, position, code, description, quantity,"
                    + " unit_minor) values (%s, %s, 99, 'X', 'planted', 1, 0)";
    private static final String PATIENT =
            "insert into patients (id, chart_number, given_name, family_name, born_on, email,"
                    + " phone, complaint, created_at) values (%s, 'X-3', 'Mal', 'Ory', date '1990-01-01', %s, '-', 'none',"
                    + " timestamptz '2026-01-01 00:00Z')";

    private KeyAttacks() {}

    static List<Attack> all() {
        return List.of(foreignParent(), existence(), cascade(), sameEmail(), sameInvoiceNumber(), sameId());
    }

    private static Attack foreignParent() {
        String sql = LINE.formatted(":fresh", ":otherInvoice");
        return new Attack(
                "foreign-parent", Family.KEYS, "hang a line under an invoice there", sql, Set.of(NO_PARENT), arena -> {
                    arena.asOwn(c -> arena.change(c, sql));
                    long hanging =
                            arena.asAdmin("select count(*) from invoice_lines l join invoices i on i.id = l.invoice_id"
                                    + " where i.organization_id <> l.organization_id");
                    return hanging == 0
                            ? Evidence.held("no line hangs under a foreign invoice")
                            : Evidence.leaked(hanging + " line hangs under an invoice of the other tenant");
                });
    }

    /** An id that exists there and one that exists nowhere must fail alike. */
    private static Attack existence() {
        String known = LINE.formatted(":fresh", ":otherInvoice");
        String unknown = LINE.formatted(":fresh", ":nowhere");
        return new Attack(
                "existence-probe",
                Family.KEYS,
                "find out by a foreign key whether an invoice exists there",
                known + "  -- compared with :nowhere",
                Set.of(),
                arena -> {
                    String one = outcome(arena, known);
                    String two = outcome(arena, unknown);
                    return one.equals(two)
                            ? Evidence.held("both answer alike: " + one)
                            : Evidence.leaked("an id that exists answers '" + one + "', another '" + two + "'");
                });
    }

    private static String outcome(Arena arena, String sql) throws Exception {
        return arena.asOwn(c -> {
            String outcome = "accepted";
            try {
                arena.change(c, sql);
            } catch (SQLException e) {
                outcome = "refused " + e.getSQLState();
            }
            c.rollback();
            return outcome;
        });
    }

    /** The other tenant's line under an invoice of ours would go with it. */
    private static Attack cascade() {
        String line = LINE.formatted(":fresh", ":ownInvoice");
        String sql = "delete from invoices where id = :ownInvoice";
        return new Attack(
                "cascade",
                Family.KEYS,
                "delete a row there by deleting its parent here",
                sql + "  -- after the other tenant hung a line under it",
                Set.of(NO_PARENT),
                arena -> {
                    arena.as(arena.other(), c -> arena.change(c, line));
                    arena.asOwn(c -> arena.change(c, sql));
                    return arena.asAdmin("select count(*) from invoice_lines where id = :fresh") == 1
                            ? Evidence.held("the line is still there")
                            : Evidence.leaked("the other tenant's line went with the invoice");
                });
    }

    private static Attack sameEmail() {
        return squat(
                "same-email",
                "find out by a duplicate whether an address is known there",
                PATIENT.formatted(":fresh", ":otherEmail"));
    }

    private static Attack sameId() {
        return squat(
                "same-id",
                "find out by a duplicate whether an id is used there",
                PATIENT.formatted(":otherPatient", "'twin@mail.example'"));
    }

    private static Attack sameInvoiceNumber() {
        return squat(
                "same-number",
                "find out by a duplicate whether a number is used there",
                "insert into invoices (id, patient_id, number, issued_on, due_on, status, currency, created_at) values"
                        + " (:fresh, :ownPatient, :otherNumber, date '2026-01-01', date '2026-01-31', 'issued', 'USD',"
                        + " timestamptz '2026-01-01 00:00Z')");
    }

    /** Taken there must not mean taken here: the row is accepted, and rolled back. */
    private static Attack squat(String id, String goal, String sql) {
        return new Attack(id, Family.KEYS, goal, sql, Set.of(), arena -> arena.asOwn(c -> tryOut(arena, c, sql)));
    }

    private static Evidence tryOut(Arena arena, Connection connection, String sql) throws SQLException {
        try {
            arena.change(connection, sql);
            return Evidence.held("accepted, as if the other tenant were not there");
        } catch (SQLException e) {
            if (DUPLICATE.equals(e.getSQLState())) {
                return Evidence.leaked("refused as a duplicate of the other tenant's row");
            }
            throw e;
        } finally {
            connection.rollback();
        }
    }
}
