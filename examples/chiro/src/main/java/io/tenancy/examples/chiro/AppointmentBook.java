package io.tenancy.examples.chiro;

import io.tenancy.examples.chiro.PracticeData.Appointment;
import io.tenancy.examples.chiro.PracticeData.Patient;
import io.tenancy.examples.chiro.PracticeData.Practitioner;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Fills the days of every practitioner, from opening to closing, with lunch in between. */
final class AppointmentBook {
    private final Practice practice;
    private final Instant now;
    private final Random random;
    private final Uuid7 ids;
    private final Map<Patient, Integer> visits = new HashMap<>();
    private final Map<Patient, LocalDate> lastSeen = new HashMap<>();
    private final List<Appointment> booked = new ArrayList<>();

    AppointmentBook(Practice practice, Instant now, Random random, Uuid7 ids) {
        this.practice = practice;
        this.now = now;
        this.random = random;
        this.ids = ids;
    }

    List<Appointment> fill(LocalDate from, LocalDate until, List<Practitioner> staff, List<Patient> patients) {
        for (LocalDate day = from; day.isBefore(until); day = day.plusDays(1)) {
            if (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
                continue;
            }
            for (int i = 0; i < staff.size(); i++) {
                fillDay(day, staff.get(i), panel(patients, i, staff.size()));
            }
        }
        return booked;
    }

    /** Everybody has one practitioner and stays there. */
    private static List<Patient> panel(List<Patient> patients, int of, int among) {
        List<Patient> panel = new ArrayList<>();
        for (int i = of; i < patients.size(); i += among) {
            panel.add(patients.get(i));
        }
        return panel;
    }

    private void fillDay(LocalDate day, Practitioner who, List<Patient> panel) {
        LocalTime time = who.worksFrom();
        while (true) {
            time = time.plusMinutes(5L * random.nextInt(6));
            Patient patient = next(day, panel);
            if (patient == null) {
                return;
            }
            int visit = visits.getOrDefault(patient, 0) + 1;
            int minutes = visit == 1 ? 45 : visit % 6 == 0 ? 30 : 20;
            if (time.isBefore(who.lunchUntil()) && time.plusMinutes(minutes).isAfter(who.lunchFrom())) {
                time = who.lunchUntil();
            }
            if (time.plusMinutes(minutes).isAfter(who.worksUntil())) {
                return;
            }
            book(day, time, minutes, who, patient, visit);
            time = time.plusMinutes(minutes);
        }
    }

    /** Registered the day before or earlier, and not seen for three days. */
    private @Nullable Patient next(LocalDate day, List<Patient> panel) {
        Instant begins = day.atStartOfDay(practice.zone()).toInstant();
        for (int tries = 0; tries < 8; tries++) {
            Patient patient = panel.get(random.nextInt(panel.size()));
            LocalDate seen = lastSeen.get(patient);
            if (patient.createdAt().isBefore(begins)
                    && (seen == null || seen.plusDays(2).isBefore(day))) {
                return patient;
            }
        }
        return null;
    }

    private void book(LocalDate day, LocalTime time, int minutes, Practitioner who, Patient patient, int visit) {
        Instant starts = day.atTime(time).atZone(practice.zone()).toInstant();
        Instant ends = starts.plus(Duration.ofMinutes(minutes));
        String status = status(ends);
        Instant made = starts.minus(Duration.ofHours(20L + random.nextInt(200)));
        made = made.isBefore(patient.createdAt()) ? patient.createdAt() : made;
        made = made.isAfter(now) ? now : made;
        lastSeen.put(patient, day);
        if (!status.equals("cancelled") && !status.equals("no_show")) {
            visits.put(patient, visit);
        }
        booked.add(new Appointment(
                ids.at(made),
                who,
                patient,
                starts,
                ends,
                kind(visit),
                status,
                visit == 1 ? patient.complaint().text() : visit % 6 == 0 ? "Review of progress" : "Follow-up",
                visit,
                made));
    }

    private static String kind(int visit) {
        return visit == 1
                ? "initial"
                : visit % 6 == 0 ? "re_examination" : visit > 3 && visit % 2 == 0 ? "rehabilitation" : "adjustment";
    }

    private String status(Instant ends) {
        int dice = random.nextInt(100);
        if (ends.isAfter(now)) {
            return dice < 5 ? "cancelled" : dice < 60 ? "confirmed" : "scheduled";
        }
        return dice < 6 ? "cancelled" : dice < 10 ? "no_show" : "completed";
    }
}
