package io.tenancy.examples.chiro;

import io.tenancy.examples.chiro.Practice.Focus;
import io.tenancy.examples.chiro.PracticeData.Patient;
import io.tenancy.examples.chiro.PracticeData.Practitioner;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes up who works at a practice and who comes. */
final class People {
    /** As many patients of every practice are the same persons, with the same addresses: keys must not care. */
    private static final int SHARED = 12;

    private static final List<String> GIVEN = List.of("""
            Abigail Adrian Aisha Alden Amara Beatrice Benedict Camille Cedric Chloe Dalia Declan Edith Elias
            Esme Felix Freya Gideon Greta Hamish Hazel Ibrahim Imogen Ines Jasper Joanna Kai Keziah Leif Lorna
            Mabel Magnus Mina Nadia Nico Odette Orson Petra Quentin Rafael Rosalind Rowan Samira Silas Tamsin
            Theo Ursula Vikram Wanda Yusuf""".split("\\s+"));

    private static final List<String> FAMILY = List.of("""
            Abernathy Acheson Baptiste Barlow Beaulieu Castellan Chevarie Corkum Dempsey Doucet Eastlake Ekwueme
            Fairweather Fontaine Gallant Greenlaw Haldane Hollis Iverson Jefferies Kaminski Kinsella Langille
            Lockhart Macrae Marchetti Nakamura Norwood Okafor Ormsby Pelletier Pryce Quill Radcliffe Rainville
            Sandoval Sutherland Tanaka Thibodeau Underhill Vance Villeneuve Wainwright Westhaver Xavier Yarrow
            Zeller Zwicker""".split("\\s+"));

    private static final List<String> INSURERS =
            List.of("Blue Spruce Mutual", "Atlantic Care", "Summit Health", "Evergreen Benefits");

    private final Practice practice;
    private final Instant now;
    private final Random random;
    private final Uuid7 ids;
    private final Map<String, Integer> mailboxes = new HashMap<>();

    People(Practice practice, Instant now, Random random, Uuid7 ids) {
        this.practice = practice;
        this.now = now;
        this.random = random;
        this.ids = ids;
    }

    List<Practitioner> practitioners() {
        List<Practitioner> all = new ArrayList<>();
        for (int i = 0; i < practice.practitioners(); i++) {
            String given = pick(GIVEN, random);
            String family = FAMILY.get((i * 7 + (int) practice.seed()) % FAMILY.size());
            Instant since = now.minus(Duration.ofDays(400L + 130L * i));
            LocalTime from = LocalTime.of(i % 2 == 0 ? 8 : 9, 0);
            all.add(new Practitioner(
                    ids.at(since),
                    "Dr. " + given + " " + family,
                    mailbox(given, family, practice.key() + ".example"),
                    "DC-" + (4100 + 17 * i),
                    specialty(i),
                    from,
                    LocalTime.of(12, 0),
                    LocalTime.of(13, 0),
                    from.plusHours(9),
                    since));
        }
        return all;
    }

    private String specialty(int i) {
        List<String> staffed = practice.focus() == Focus.SPORTS
                ? List.of("sports", "general", "sports", "massage")
                : List.of("general", "prenatal", "paediatric");
        return staffed.get(i % staffed.size());
    }

    /** In the order they registered, from a year ago until today; half of them before the book begins. */
    List<Patient> patients(Instant bookBegins) {
        Random shared = new Random(42);
        List<Patient> all = new ArrayList<>();
        int regulars = practice.patients() / 2;
        for (int i = 0; i < practice.patients(); i++) {
            boolean isShared = i < SHARED;
            Random names = isShared ? shared : random;
            String given = pick(GIVEN, names);
            String family = pick(FAMILY, names);
            Instant since = i < regulars
                    ? between(bookBegins.minus(Duration.ofDays(330)), bookBegins, i, regulars)
                    : between(bookBegins, now, i - regulars, practice.patients() - regulars);
            Complaint complaint = Complaint.pick(practice.focus(), random);
            all.add(new Patient(
                    ids.at(since),
                    String.format(Locale.ROOT, "P-%05d", i + 1),
                    given,
                    family,
                    birthday(complaint),
                    mailbox(given, family, "mail.example"),
                    phone(),
                    insurer(),
                    complaint,
                    since));
        }
        return all;
    }

    private LocalDate birthday(Complaint complaint) {
        LocalDate today = LocalDate.ofInstant(now, practice.zone());
        int years = complaint.fromAge() + random.nextInt(complaint.toAge() - complaint.fromAge() + 1);
        return today.minusYears(years).minusDays(40L + random.nextInt(300));
    }

    /** The block 555-01xx is reserved for stories. */
    private String phone() {
        String area = practice.focus() == Focus.SPORTS ? "303" : "902";
        return String.format(Locale.ROOT, "+1 %s 555 01%02d", area, random.nextInt(100));
    }

    private @Nullable String insurer() {
        return random.nextInt(3) == 0 ? null : pick(INSURERS, random);
    }

    /** The same person keeps the same address in every practice; only a second of the same name gets a number. */
    private String mailbox(String given, String family, String domain) {
        String plain = (given + "." + family).toLowerCase(Locale.ROOT);
        int n = mailboxes.merge(plain + "@" + domain, 1, Integer::sum);
        return plain + (n == 1 ? "" : n) + "@" + domain;
    }

    private static Instant between(Instant from, Instant until, int i, int of) {
        return from.plusSeconds(Duration.between(from, until).toSeconds() * i / of);
    }

    private static String pick(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
