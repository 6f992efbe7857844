package io.tenancy.jdbc.internal.observation;

import io.tenancy.observation.ErrorFingerprint;
import io.tenancy.observation.ErrorGroup;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What this node has observed and not written yet: a sum for each tenant and minute, and one for each tenant, day and error. Bounded: while
 * the database is down, what does not fit is counted and told, and errors of too many kinds are counted together. Thread-safe.
 */
final class ObservationBuffer {
    private static final ErrorFingerprint OTHER = new ErrorFingerprint(ErrorGroup.OTHER, "other errors", List.of());

    private final int mostMinutes;
    private final int mostErrors;
    private final ConcurrentHashMap<Minute, MinuteSum> minutes = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Kind, ErrorSum> errors = new ConcurrentHashMap<>();
    private final LongAdder dropped = new LongAdder();

    record Minute(UUID tenant, Instant start) {}

    record Kind(UUID tenant, LocalDate day, String fingerprint) {}

    ObservationBuffer(int mostMinutes, int mostErrors) {
        this.mostMinutes = mostMinutes;
        this.mostErrors = mostErrors;
    }

    void add(UUID tenant, Instant at, long micros, boolean isError, @Nullable ErrorFingerprint error) {
        Minute minute = new Minute(tenant, at.truncatedTo(ChronoUnit.MINUTES));
        if (minutes.size() >= mostMinutes && !minutes.containsKey(minute)) {
            dropped.increment();
            return;
        }
        // Within compute, so that whoever takes the sum away gets all that was ever added to it.
        MinuteSum unused = minutes.compute(minute, (key, known) -> {
            MinuteSum sum = known == null ? new MinuteSum() : known;
            sum.add(micros, isError);
            return sum;
        });
        if (error != null) {
            add(tenant, ErrorSum.once(error, at));
        }
    }

    private void add(UUID tenant, ErrorSum sum) {
        LocalDate day = LocalDate.ofInstant(sum.first(), ZoneOffset.UTC);
        Kind kind = new Kind(tenant, day, sum.error().value());
        boolean fits = errors.size() < mostErrors || errors.containsKey(kind);
        Kind place = fits ? kind : new Kind(tenant, day, OTHER.value());
        ErrorSum counted = fits ? sum : new ErrorSum(OTHER, sum.count(), sum.first(), sum.last());
        ErrorSum unused = errors.merge(place, counted, ErrorSum::plus);
    }

    boolean isEmpty() {
        return minutes.isEmpty() && errors.isEmpty();
    }

    /** How many requests were not observed since the last time somebody asked. */
    long takeDropped() {
        return dropped.sumThenReset();
    }

    Map<Minute, MinuteSum> takeMinutes() {
        Map<Minute, MinuteSum> taken = new HashMap<>();
        for (Minute minute : minutes.keySet()) {
            MinuteSum sum = minutes.remove(minute);
            if (sum != null) {
                taken.put(minute, sum);
            }
        }
        return taken;
    }

    Map<Kind, ErrorSum> takeErrors() {
        Map<Kind, ErrorSum> taken = new HashMap<>();
        for (Kind kind : errors.keySet()) {
            ErrorSum sum = errors.remove(kind);
            if (sum != null) {
                taken.put(kind, sum);
            }
        }
        return taken;
    }

    void giveBack(Map<Minute, MinuteSum> unwritten, Map<Kind, ErrorSum> unwrittenErrors) {
        unwritten.forEach((minute, sum) -> {
            if (minutes.size() >= mostMinutes && !minutes.containsKey(minute)) {
                dropped.add(sum.requests());
                return;
            }
            MinuteSum unused = minutes.compute(minute, (key, known) -> {
                if (known != null) {
                    sum.add(known);
                }
                return sum;
            });
        });
        unwrittenErrors.forEach((kind, sum) -> add(kind.tenant(), sum));
    }
}
