package io.tenancy.jdbc.internal.usage;

import io.tenancy.entitlement.Consumption;
import io.tenancy.jdbc.internal.usage.Measure.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Several measures, as arrays for one call. Not thread-safe. */
final class MeasureArrays {
    private final List<Measure> measures = new ArrayList<>();
    private final List<Long> amounts = new ArrayList<>();

    void add(Measure measure, long amount) {
        measures.add(measure);
        amounts.add(amount);
    }

    Consumption consumption(int place, Outcome outcome) {
        return measures.get(place).consumption(amounts.get(place), outcome);
    }

    @Nullable
    Object[] binds(Instant at) {
        return new @Nullable Object[] {
            array(measure -> measure.meter().key()),
            array(measure -> measure.slot().start()),
            array(measure -> measure.slot().end()),
            array(Measure::since),
            amounts.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}")),
            array(measure -> measure.limit().isUnlimited() ? null : measure.allowance()),
            array(measure -> measure.meter().hard()),
            array(Measure::shares),
            at.toString()
        };
    }

    /** An array in text form; nothing in it needs more than quotes. */
    private String array(Function<Measure, @Nullable Object> field) {
        return measures.stream()
                .map(field)
                .map(value -> value == null ? "null" : '"' + Objects.toString(value) + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }
}
