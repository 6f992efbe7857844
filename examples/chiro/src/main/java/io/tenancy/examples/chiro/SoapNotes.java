package io.tenancy.examples.chiro;

import io.tenancy.examples.chiro.PracticeData.Appointment;
import io.tenancy.examples.chiro.PracticeData.Treatment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Writes the note of a visit: thorough the first time, short and to the point afterwards. */
final class SoapNotes {
    private static final List<String> SINCE = List.of(
            "Better for two days, then partly back",
            "Clearly better, sleeps through",
            "About the same, less stiff in the morning",
            "Sore the evening after treatment, better since",
            "Good week, one bad day after a long drive",
            "Forgot the exercises, still improved");

    private final Instant now;
    private final Random random;
    private final Uuid7 ids;

    SoapNotes(Instant now, Random random, Uuid7 ids) {
        this.now = now;
        this.random = random;
        this.ids = ids;
    }

    Treatment write(Appointment visit) {
        Complaint complaint = visit.patient().complaint();
        int before = Math.max(1, 7 - visit.visit() + random.nextInt(3) - 1);
        Instant signed = visit.endsAt().plus(Duration.ofMinutes(2 + random.nextInt(40)));
        int after = Math.max(0, before - 1 - random.nextInt(2));
        List<String> segments =
                complaint.segments().subList(0, Math.max(1, complaint.segments().size() - visit.visit() / 3));
        boolean first = visit.kind().equals("initial");
        return new Treatment(
                ids.at(visit.endsAt()),
                visit,
                first ? history(complaint, before) : since(before),
                first ? examination(complaint, segments) : finding(complaint, segments, before),
                first ? complaint.diagnosis() + ". " + outlook(before) : progress(visit.visit(), before),
                plan(visit, complaint, segments, first),
                segments,
                before,
                after,
                signed.isAfter(now) ? now : signed);
    }

    private String history(Complaint complaint, int pain) {
        return complaint.text() + ", for " + (2 + random.nextInt(9)) + " weeks. Pain " + pain + "/10, worse with "
                + complaint.worseWith() + ", better with " + complaint.betterWith()
                + ". No trauma, no fever, no night pain; bladder and bowel normal.";
    }

    private String since(int pain) {
        return SINCE.get(random.nextInt(SINCE.size())) + ". Pain " + pain + "/10 today.";
    }

    private static String examination(Complaint complaint, List<String> segments) {
        return complaint.finding() + ". " + complaint.test() + ". Restricted: " + String.join(", ", segments) + ".";
    }

    private static String finding(Complaint complaint, List<String> segments, int pain) {
        String change = pain > 4 ? "Little changed" : pain > 2 ? "Freer than last time" : "Near full range";
        return change + ". Still restricted: " + String.join(", ", segments) + ". " + complaint.test() + ".";
    }

    private static String outlook(int pain) {
        return pain > 5 ? "Expect 6 to 8 visits." : "Expect 3 to 5 visits.";
    }

    private static String progress(int visit, int pain) {
        if (pain <= 2) {
            return "Goals nearly met, space the visits out.";
        }
        return visit >= 6 && pain >= 4 ? "Slower than hoped; re-examine, consider imaging." : "Responding as expected.";
    }

    private String plan(Appointment visit, Complaint complaint, List<String> segments, boolean first) {
        String technique = complaint.isDelicate() ? "Low-force adjustment " : "Diversified adjustment ";
        String next = first
                ? "twice a week for two weeks"
                : List.of("in 3 days", "in a week", "in two weeks").get(random.nextInt(3));
        String home = first || visit.visit() % 3 == 0 ? " Home: " + complaint.homeCare() + "." : "";
        return technique + String.join(", ", segments) + ", tolerated well." + home + " Next visit " + next + ".";
    }
}
