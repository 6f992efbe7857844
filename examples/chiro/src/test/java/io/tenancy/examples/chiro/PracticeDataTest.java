package io.tenancy.examples.chiro;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.examples.chiro.PracticeData.Appointment;
import io.tenancy.examples.chiro.PracticeData.Line;
import io.tenancy.examples.chiro.PracticeData.Patient;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PracticeDataTest {
    static final Instant NOW = Instant.parse("2026-11-20T16:30:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    static List<Practice> practices() {
        return List.of(Practice.ridgeline(), Practice.harbour());
    }

    @ParameterizedTest
    @MethodSource("practices")
    void samePracticeAndInstantGiveTheSameRows(Practice practice) {
        assertThat(PracticeData.of(practice, CLOCK)).isEqualTo(PracticeData.of(practice, CLOCK));
    }

    @ParameterizedTest
    @MethodSource("practices")
    void aPracticeHasAFewThousandRows(Practice practice) {
        PracticeData data = PracticeData.of(practice, CLOCK);
        assertThat(data.counts().values().stream().mapToInt(n -> n).sum()).isBetween(2_000, 10_000);
        assertThat(data.counts().keySet()).containsExactlyElementsOf(ChiroSchema.TABLES);
    }

    @ParameterizedTest
    @MethodSource("practices")
    void nobodyIsInTwoPlacesAtOnce(Practice practice) {
        List<Appointment> kept = PracticeData.of(practice, CLOCK).appointments().stream()
                .filter(a -> !a.status().equals("cancelled"))
                .toList();
        assertNoOverlap(kept, a -> a.practitioner().id());
        assertNoOverlap(kept, a -> a.patient().id());
    }

    @ParameterizedTest
    @MethodSource("practices")
    void appointmentsLieInWorkingHoursAndOutsideLunch(Practice practice) {
        assertThat(PracticeData.of(practice, CLOCK).appointments()).allSatisfy(a -> {
            LocalTime starts = LocalTime.ofInstant(a.startsAt(), practice.zone());
            LocalTime ends = LocalTime.ofInstant(a.endsAt(), practice.zone());
            assertThat(starts).isAfterOrEqualTo(a.practitioner().worksFrom());
            assertThat(ends).isBeforeOrEqualTo(a.practitioner().worksUntil());
            assertThat(!ends.isAfter(a.practitioner().lunchFrom())
                            || !starts.isBefore(a.practitioner().lunchUntil()))
                    .isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("practices")
    void nothingIsDoneBeforeItIsBookedOrAfterNow(Practice practice) {
        PracticeData data = PracticeData.of(practice, CLOCK);
        assertThat(data.appointments()).allSatisfy(a -> {
            assertThat(a.createdAt()).isBetween(a.patient().createdAt(), NOW);
            assertThat(a.createdAt()).isBefore(a.endsAt());
        });
        assertThat(data.treatments())
                .allSatisfy(
                        t -> assertThat(t.signedAt()).isBetween(t.appointment().endsAt(), NOW));
    }

    @ParameterizedTest
    @MethodSource("practices")
    void paidInvoicesAddUpToTheirLines(Practice practice) {
        PracticeData data = PracticeData.of(practice, CLOCK);
        Map<UUID, Long> totals = data.lines().stream()
                .collect(Collectors.groupingBy(
                        l -> l.invoice().id(), Collectors.summingLong((Line l) -> l.quantity() * l.unitMinor())));
        assertThat(data.invoices()).allSatisfy(i -> {
            long total = totals.get(i.id());
            if (i.status().equals("paid")) {
                assertThat(i.paidMinor()).isEqualTo(total);
            } else {
                assertThat(i.paidMinor()).isLessThan(total);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("practices")
    void idsAreVersion7AndCarryTheirTime(Practice practice) {
        assertThat(PracticeData.of(practice, CLOCK).patients()).allSatisfy(p -> {
            assertThat(p.id().version()).isEqualTo(7);
            assertThat(p.id().variant()).isEqualTo(2);
            assertThat(p.id().getMostSignificantBits() >>> 16)
                    .isEqualTo(p.createdAt().toEpochMilli());
        });
    }

    @Test
    void bothPracticesKnowTheSamePeopleAndNumberTheirInvoicesAlike() {
        PracticeData one = PracticeData.of(Practice.ridgeline(), CLOCK);
        PracticeData two = PracticeData.of(Practice.harbour(), CLOCK);
        Set<String> shared = one.patients().stream().map(Patient::email).collect(Collectors.toCollection(HashSet::new));
        shared.retainAll(two.patients().stream().map(Patient::email).collect(Collectors.toSet()));
        assertThat(shared.size()).isGreaterThanOrEqualTo(12);
        assertThat(one.invoices().get(0).number())
                .isEqualTo(two.invoices().get(0).number());
        assertThat(one.patients())
                .extracting(Patient::id)
                .doesNotContainAnyElementsOf(
                        two.patients().stream().map(Patient::id).toList());
    }

    private static void assertNoOverlap(List<Appointment> appointments, Function<Appointment, UUID> who) {
        appointments.stream().collect(Collectors.groupingBy(who)).values().forEach(of -> {
            List<Appointment> sorted = of.stream()
                    .sorted(Comparator.comparing(Appointment::startsAt))
                    .toList();
            for (int i = 1; i < sorted.size(); i++) {
                assertThat(sorted.get(i).startsAt())
                        .isAfterOrEqualTo(sorted.get(i - 1).endsAt());
            }
        });
    }
}
