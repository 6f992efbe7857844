package io.tenancy.jdbc.internal.synthesis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values that a column of a new row may take, as texts, null for null, the best first. Immutable.
 *
 * @param field the column
 * @param values at least one
 * @param fixed whether nothing but the first is right
 */
record Slot(Field field, List<@Nullable String> values, boolean fixed) {
    static Slot fixed(Field field, @Nullable String value) {
        return new Slot(field, Collections.unmodifiableList(Arrays.asList(new @Nullable String[] {value})), true);
    }

    /** The best few, and null if it is one of all. */
    Slot first(int most) {
        if (values.size() <= most) {
            return this;
        }
        List<@Nullable String> few = new ArrayList<>(values.subList(0, most));
        if (values.contains(null) && !few.contains(null)) {
            few.set(most - 1, null);
        }
        return new Slot(field, few, fixed);
    }
}
