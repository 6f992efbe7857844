package io.tenancy.jdbc.internal.observation;

import io.tenancy.observation.ErrorFingerprint;
import java.time.Instant;

/**
 * How often an error happened. Immutable.
 *
 * @param error what they have in common
 * @param count how many
 * @param first the first
 * @param last the last
 */
record ErrorSum(ErrorFingerprint error, long count, Instant first, Instant last) {
    static ErrorSum once(ErrorFingerprint error, Instant at) {
        return new ErrorSum(error, 1, at, at);
    }

    ErrorSum plus(ErrorSum other) {
        return new ErrorSum(
                error,
                count + other.count,
                first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last);
    }
}
