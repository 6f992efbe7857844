package io.tenancy.examples.chiro;

import io.tenancy.examples.chiro.PracticeData.Appointment;
import io.tenancy.examples.chiro.PracticeData.Treatment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;

/**
 * Stores a practice's rows for whichever tenant is bound on this thread: ordinary JDBC, in which no tenant is mentioned. Stateless
 * and thread-safe if the data source is.
 *
 * <pre>{@code
 * try (var scope = TenantContext.bind(tenant)) {
 *     new PracticeLoader(tenantDataSource).load(PracticeData.of(Practice.ridgeline(), clock));
 * }
 * }</pre>
 */
public final class PracticeLoader {
    private static final int BATCH = 500;

    private final DataSource dataSource;

    /**
     * Makes a loader.
     *
     * @param dataSource a tenant-bound one, as the application uses it
     */
    public PracticeLoader(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Inserts all rows in one transaction; on failure none stays.
     *
     * @param data the rows
     * @throws SQLException if the database refuses one, or no tenant is bound
     */
    public void load(PracticeData data) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                people(connection, data);
                appointments(connection, data.appointments());
                treatments(connection, data.treatments());
                invoices(connection, data);
                connection.commit();
            } catch (SQLException | RuntimeException failure) {
                connection.rollback();
                throw failure;
            }
        }
    }

    private static void people(Connection connection, PracticeData data) throws SQLException {
        insert(
                connection,
                "insert into practitioners (id, full_name, email, licence_number, specialty, works_from, lunch_from,"
                        + " lunch_until, works_until, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                data.practitioners(),
                (s, p) -> set(
                        s,
                        p.id(),
                        p.fullName(),
                        p.email(),
                        p.licenceNumber(),
                        p.specialty(),
                        p.worksFrom(),
                        p.lunchFrom(),
                        p.lunchUntil(),
                        p.worksUntil(),
                        utc(p.createdAt())));
        insert(
                connection,
                "insert into patients (id, chart_number, given_name, family_name, born_on, email, phone, insurer, complaint,"
                        + " created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                data.patients(),
                (s, p) -> {
                    set(s, p.id(), p.chartNumber(), p.givenName(), p.familyName(), p.bornOn(), p.email(), p.phone());
                    s.setString(8, p.insurer());
                    s.setString(9, p.complaint().text());
                    s.setObject(10, utc(p.createdAt()));
                });
    }

    private static void appointments(Connection connection, List<Appointment> appointments) throws SQLException {
        insert(
                connection,
                "insert into appointments (id, practitioner_id, patient_id, starts_at, ends_at, kind, status, reason,"
                        + " created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                appointments,
                (s, a) -> set(
                        s,
                        a.id(),
                        a.practitioner().id(),
                        a.patient().id(),
                        utc(a.startsAt()),
                        utc(a.endsAt()),
                        a.kind(),
                        a.status(),
                        a.reason(),
                        utc(a.createdAt())));
    }

    private static void treatments(Connection connection, List<Treatment> treatments) throws SQLException {
        insert(
                connection,
                "insert into treatments (id, appointment_id, subjective, objective, assessment, plan, segments, pain_before,"
                        + " pain_after, signed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                treatments,
                (s, t) -> set(
                        s,
                        t.id(),
                        t.appointment().id(),
                        t.subjective(),
                        t.objective(),
                        t.assessment(),
                        t.plan(),
                        connection.createArrayOf("text", t.segments().toArray()),
                        t.painBefore(),
                        t.painAfter(),
                        utc(t.signedAt())));
    }

    private static void invoices(Connection connection, PracticeData data) throws SQLException {
        insert(
                connection,
                "insert into invoices (id, patient_id, number, issued_on, due_on, status, currency, paid_minor, created_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                data.invoices(),
                (s, i) -> set(
                        s,
                        i.id(),
                        i.patient().id(),
                        i.number(),
                        i.issuedOn(),
                        i.dueOn(),
                        i.status(),
                        i.currency(),
                        i.paidMinor(),
                        utc(i.createdAt())));
        insert(
                connection,
                "insert into invoice_lines (id, invoice_id, treatment_id, position, code, description, quantity, unit_minor)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                data.lines(),
                (s, l) -> set(
                        s,
                        l.id(),
                        l.invoice().id(),
                        l.treatment().id(),
                        l.position(),
                        l.code(),
                        l.description(),
                        l.quantity(),
                        l.unitMinor()));
    }

    private static <T> void insert(Connection connection, String sql, List<T> rows, Binder<T> binder)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int waiting = 0;
            for (T row : rows) {
                binder.bind(statement, row);
                statement.addBatch();
                if (++waiting == BATCH) {
                    statement.executeBatch();
                    waiting = 0;
                }
            }
            if (waiting > 0) {
                statement.executeBatch();
            }
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** Binds one row. */
    private interface Binder<T> {
        void bind(PreparedStatement statement, T row) throws SQLException;
    }
}
