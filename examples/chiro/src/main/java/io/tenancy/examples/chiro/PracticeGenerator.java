package io.tenancy.examples.chiro;

import io.tenancy.examples.chiro.PracticeData.Appointment;
import io.tenancy.examples.chiro.PracticeData.Patient;
import io.tenancy.examples.chiro.PracticeData.Practitioner;
import io.tenancy.examples.chiro.PracticeData.Treatment;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Lets a practice live for five weeks around an instant. */
final class PracticeGenerator {
    private static final int WEEKS_BEHIND = 4;
    private static final int WEEKS_AHEAD = 1;

    private final Practice practice;
    private final Instant now;

    PracticeGenerator(Practice practice, Instant now) {
        this.practice = practice;
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    PracticeData generate() {
        Random random = new Random(practice.seed());
        Uuid7 ids = new Uuid7(random);
        LocalDate today = LocalDate.ofInstant(now, practice.zone());
        LocalDate from = today.minusWeeks(WEEKS_BEHIND);

        People people = new People(practice, now, random, ids);
        List<Practitioner> practitioners = people.practitioners();
        List<Patient> patients =
                people.patients(from.atStartOfDay(practice.zone()).toInstant());
        List<Appointment> appointments = new AppointmentBook(practice, now, random, ids)
                .fill(from, today.plusWeeks(WEEKS_AHEAD), practitioners, patients);
        SoapNotes notes = new SoapNotes(now, random, ids);
        List<Treatment> treatments = appointments.stream()
                .filter(a -> a.status().equals("completed"))
                .sorted(Comparator.comparing(Appointment::endsAt).thenComparing(Appointment::id))
                .map(notes::write)
                .toList();
        Invoicing invoicing = new Invoicing(practice, random, ids);
        invoicing.charge(treatments);
        return new PracticeData(
                practitioners, patients, appointments, treatments, invoicing.invoices(), invoicing.lines());
    }
}
