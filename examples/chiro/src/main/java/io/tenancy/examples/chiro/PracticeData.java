package io.tenancy.examples.chiro;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Five weeks in the life of a practice, as rows: four behind the clock, one ahead. The same practice and the same instant always
 * give the same rows, ids included. The names are made up; the e-mail addresses end in reserved domains. Immutable.
 *
 * @param practitioners who treats
 * @param patients who is treated
 * @param appointments the book, without two appointments of one person at the same time
 * @param treatments one SOAP note for each completed appointment
 * @param invoices one for each treatment
 * @param lines what the invoices charge for
 */
public record PracticeData(
        List<Practitioner> practitioners,
        List<Patient> patients,
        List<Appointment> appointments,
        List<Treatment> treatments,
        List<Invoice> invoices,
        List<Line> lines) {
    /**
     * Copies the lists.
     *
     * @param practitioners who treats
     * @param patients who is treated
     * @param appointments the book
     * @param treatments the notes
     * @param invoices the invoices
     * @param lines their lines
     */
    public PracticeData {
        practitioners = List.copyOf(practitioners);
        patients = List.copyOf(patients);
        appointments = List.copyOf(appointments);
        treatments = List.copyOf(treatments);
        invoices = List.copyOf(invoices);
        lines = List.copyOf(lines);
    }

    /**
     * Makes the rows up.
     *
     * @param practice whose rows
     * @param clock its instant is the practice's now
     * @return the rows
     */
    public static PracticeData of(Practice practice, Clock clock) {
        return new PracticeGenerator(practice, clock.instant()).generate();
    }

    /**
     * How many rows each table gets.
     *
     * @return row counts by table name, parents before children
     */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("practitioners", practitioners.size());
        counts.put("patients", patients.size());
        counts.put("appointments", appointments.size());
        counts.put("treatments", treatments.size());
        counts.put("invoices", invoices.size());
        counts.put("invoice_lines", lines.size());
        return counts;
    }

    /** A row of {@code practitioners}. Working hours are local times of the practice. */
    record Practitioner(
            UUID id,
            String fullName,
            String email,
            String licenceNumber,
            String specialty,
            LocalTime worksFrom,
            LocalTime lunchFrom,
            LocalTime lunchUntil,
            LocalTime worksUntil,
            Instant createdAt) {}

    /** A row of {@code patients}. */
    record Patient(
            UUID id,
            String chartNumber,
            String givenName,
            String familyName,
            LocalDate bornOn,
            String email,
            String phone,
            @Nullable String insurer,
            Complaint complaint,
            Instant createdAt) {}

    /** A row of {@code appointments}. */
    record Appointment(
            UUID id,
            Practitioner practitioner,
            Patient patient,
            Instant startsAt,
            Instant endsAt,
            String kind,
            String status,
            String reason,
            int visit,
            Instant createdAt) {}

    /** A row of {@code treatments}. */
    record Treatment(
            UUID id,
            Appointment appointment,
            String subjective,
            String objective,
            String assessment,
            String plan,
            List<String> segments,
            int painBefore,
            int painAfter,
            Instant signedAt) {}

    /** A row of {@code invoices}. */
    record Invoice(
            UUID id,
            Patient patient,
            String number,
            LocalDate issuedOn,
            LocalDate dueOn,
            String status,
            String currency,
            long paidMinor,
            Instant createdAt) {}

    /** A row of {@code invoice_lines}. */
    record Line(
            UUID id,
            Invoice invoice,
            Treatment treatment,
            int position,
            String code,
            String description,
            int quantity,
            long unitMinor) {}
}
