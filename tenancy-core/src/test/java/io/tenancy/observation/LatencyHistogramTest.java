package io.tenancy.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Percentage.withPercentage;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    private static LatencyHistogram histogram(long... micros) {
        Map<Integer, Long> counts = new HashMap<>();
        Arrays.stream(micros).forEach(one -> counts.merge(LatencyHistogram.bucket(one), 1L, Long::sum));
        return LatencyHistogram.of(counts);
    }

    @Test
    void percentilesAreWithinTheStatedErrorOfTheExactOnes() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            double spread = 0.2 + random.nextDouble() * 3;
            long[] micros = random.doubles(500)
                    .mapToLong(u -> 1 + Math.round(Math.exp(spread * random.nextGaussian() + 9)))
                    .toArray();
            LatencyHistogram histogram = histogram(micros);
            Arrays.sort(micros);
            for (double percent : new double[] {1, 50, 90, 95, 99, 99.9, 100}) {
                long exact = micros[(int) Math.ceil(micros.length * percent / 100) - 1];
                assertThat((double) histogram.percentile(percent).toNanos() / 1000)
                        .isCloseTo(exact, withPercentage(LatencyHistogram.ERROR_PERCENT));
            }
        }
    }

    @Test
    void boundsOfBucketsBelongToTheLowerOne() {
        for (int octave = 1; octave < 38; octave++) {
            assertThat(LatencyHistogram.bucket(1L << octave)).isEqualTo(4 * octave - 1);
            assertThat(LatencyHistogram.bucket((1L << octave) + 1)).isGreaterThanOrEqualTo(4 * octave);
        }
        assertThat(LatencyHistogram.bucket(-5)).isZero();
        assertThat(LatencyHistogram.bucket(0)).isZero();
        assertThat(LatencyHistogram.bucket(1)).isZero();
        assertThat(LatencyHistogram.bucket(Long.MAX_VALUE)).isEqualTo(LatencyHistogram.BUCKETS - 1);
    }

    @Test
    void histogramsAddUp() {
        assertThat(histogram(10, 2000).plus(histogram(10, 7_000_000))).isEqualTo(histogram(10, 10, 2000, 7_000_000));
        assertThat(histogram(10, 10, 2000).count()).isEqualTo(3);
    }

    @Test
    void nothingHasNoPercentileAndNonsenseIsRefused() {
        assertThat(LatencyHistogram.EMPTY.percentile(99)).isEqualTo(Duration.ZERO);
        assertThatIllegalArgumentException().isThrownBy(() -> histogram(1).percentile(0));
        assertThatIllegalArgumentException().isThrownBy(() -> histogram(1).percentile(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LatencyHistogram.of(Map.of(LatencyHistogram.BUCKETS, 1L)));
        assertThatIllegalArgumentException().isThrownBy(() -> LatencyHistogram.of(Map.of(1, -1L)));
    }
}
