package io.tenancy.benchmarks.key;

import io.tenancy.TenancyException;
import io.tenancy.apikey.ApiKeyFormat;
import io.tenancy.apikey.KeyEnvironment;
import io.tenancy.apikey.KeyUse;
import io.tenancy.jdbc.JdbcTenancy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The one command that measures API keys, each figure against its bound. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Measures how long it takes to verify an API key: remembered, not remembered, malformed.",
        sortOptions = false)
public final class KeyTimes implements Callable<Integer> {
    private static final int WARM_UP = 20_000;

    @Option(
            names = "--rounds",
            defaultValue = "20",
            description = "Rounds of 10,000, of whose figures the median counts (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--keys",
            defaultValue = "1000",
            description = "Keys that are verified for the first time (${DEFAULT-VALUE}).")
    private int keys;

    /** For picocli. */
    public KeyTimes() {}

    /**
     * Runs the measurement.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new KeyTimes()).execute(args));
    }

    /** One verification. */
    @FunctionalInterface
    private interface Verification {
        void run(int turn);
    }

    @Override
    public Integer call() throws Exception {
        try (KeyDatabase database = KeyDatabase.open(keys)) {
            String warm = database.presented().get(0);
            try (JdbcTenancy node = database.node()) {
                Verification remembered = turn -> verify(node, warm);
                tell("remembered, one thread", remembered, 1, 100);
                tell("remembered, two threads", remembered, 2, 100);
                String wrong = warm.substring(0, warm.length() - 1) + (warm.endsWith("0") ? "1" : "0");
                tell("wrong checksum", turn -> refused(node, wrong), 1, 100);
                String stranger =
                        ApiKeyFormat.of("cf").generate(KeyEnvironment.LIVE).secretText();
                tell("nobody's, asked again", turn -> refused(node, stranger), 1, 100);
            }
            try (JdbcTenancy node = database.node()) {
                // The first tenth warms connections and classes.
                long[] nanos = new long[keys];
                for (int i = 0; i < keys; i++) {
                    nanos[i] = time(turn -> verify(node, database.presented().get(turn)), i);
                }
                long[] counted = Arrays.copyOfRange(nanos, keys / 10, keys);
                line("not remembered", percentile(counted, 50), percentile(counted, 99), 5_000);
            }
        }
        return 0;
    }

    private static void verify(JdbcTenancy node, String presented) {
        var unused = node.apiKeys().verify(presented, KeyUse.from(null));
    }

    private static void refused(JdbcTenancy node, String presented) {
        try {
            verify(node, presented);
        } catch (TenancyException e) {
            return;
        }
        throw new IllegalStateException("a key that is none was accepted");
    }

    private static long time(Verification verification, int turn) {
        long start = System.nanoTime();
        verification.run(turn);
        return System.nanoTime() - start;
    }

    /** Median of the medians, and of the figures that 99 of 100 stay under, over the rounds; the machine's own hiccups are in them. */
    private void tell(String what, Verification verification, int threads, long bound) throws InterruptedException {
        for (int i = 0; i < WARM_UP; i++) {
            verification.run(i);
        }
        long[] medians = new long[rounds];
        long[] high = new long[rounds];
        for (int round = 0; round < rounds; round++) {
            long[] nanos = new long[10_000];
            AtomicReference<Throwable> failure = new AtomicReference<>();
            List<Thread> crew = new ArrayList<>();
            for (int one = 0; one < threads; one++) {
                int first = one;
                Thread thread = new Thread(() -> {
                    for (int i = first; i < nanos.length; i += threads) {
                        nanos[i] = time(verification, i);
                    }
                });
                thread.setUncaughtExceptionHandler((who, why) -> failure.set(why));
                crew.add(thread);
                thread.start();
            }
            for (Thread thread : crew) {
                thread.join();
            }
            if (failure.get() != null) {
                throw new IllegalStateException(failure.get());
            }
            medians[round] = percentile(nanos, 50);
            high[round] = percentile(nanos, 99);
        }
        line(what, percentile(medians, 50), percentile(high, 50), bound);
    }

    private static long percentile(long[] values, int percent) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    private static void line(String what, long median, long high, long bound) {
        System.out.printf(
                "%-30s median %9.2f us   99 of 100 within %9.2f us  (at most %d)%s%n",
                what, median / 1e3, high / 1e3, bound, high > bound * 1_000 ? "  MISSED" : "");
    }
}
