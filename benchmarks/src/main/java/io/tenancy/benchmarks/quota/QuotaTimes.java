package io.tenancy.benchmarks.quota;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The one command that measures quotas, side by side with a guarded upsert that knows no tenant. */
@Command(
        name = "quotas",
        mixinStandardHelpOptions = true,
        description = "Measures consumption of quotas against a guarded upsert in the same shape of transaction.",
        sortOptions = false)
public final class QuotaTimes implements Callable<Integer> {
    @Option(names = "--seconds", defaultValue = "1", description = "How long each runs in a round (${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--rounds",
            defaultValue = "9",
            description = "Rounds, of whose ratios the median counts (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--threads", defaultValue = "8", description = "Threads (${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--tenants", defaultValue = "200", description = "Tenants (${DEFAULT-VALUE}).")
    private int tenants;

    /** For picocli. */
    public QuotaTimes() {}

    /**
     * Runs the measurement.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new QuotaTimes()).execute(args));
    }

    /** One unit consumed of a tenant's limit. */
    @FunctionalInterface
    interface Consumer {
        void consume(int tenant) throws Exception;
    }

    @Override
    public Integer call() throws Exception {
        try (CounterDatabase database = CounterDatabase.open(tenants, threads)) {
            for (boolean fsync : new boolean[] {true, false}) {
                database.fsync(fsync);
                String on = fsync ? "fsync on, " : "fsync off, ";
                tell(on + "200 tenants, the unit alone", database::rawAlone, database::exactAlone, tenants, 0.85);
                tell(
                        on + "200 tenants, with a row of work",
                        database::rawWithWork,
                        database::exactWithWork,
                        tenants,
                        0.85);
                tell(
                        on + "200 tenants, with a row of work, at commit",
                        database::rawWithWork,
                        database::atCommit,
                        tenants,
                        0.85);
                tell(on + "one tenant, with a row of work", database::rawWithWork, database::exactWithWork, 1, 0.85);
                tell(on + "one tenant, blocks against exact", database::exactAlone, database::leased, 1, 50);
            }
        }
        return 0;
    }

    private void tell(String what, Consumer one, Consumer other, int spread, double bound) throws Exception {
        double unusedFirst = rate(one, spread);
        double unusedSecond = rate(other, spread);
        List<Double> ratios = new ArrayList<>();
        List<Double> ones = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            List<Consumer> order = new ArrayList<>(List.of(one, other));
            Collections.shuffle(order, new Random(round));
            Map<Consumer, Double> rates = new LinkedHashMap<>();
            for (Consumer contender : order) {
                rates.put(contender, rate(contender, spread));
            }
            double first = rates.getOrDefault(one, 1.0);
            double second = rates.getOrDefault(other, 0.0);
            ones.add(first);
            others.add(second);
            ratios.add(second / first);
        }
        double ratio = median(ratios);
        System.out.printf(
                "%-55s %10.0f/s  %10.0f/s  ratio %7.2f  (at least %.2f)%s%n",
                what, median(ones), median(others), ratio, bound, ratio < bound ? "  MISSED" : "");
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    /** Units in a second. */
    private double rate(Consumer consumer, int spread) throws Exception {
        LongAdder done = new LongAdder();
        AtomicReference<Exception> failure = new AtomicReference<>();
        long begin = System.nanoTime();
        long end = begin + (long) (seconds * 1e9);
        List<Thread> crew = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                try {
                    ThreadLocalRandom random = ThreadLocalRandom.current();
                    while (System.nanoTime() < end) {
                        consumer.consume(spread == 1 ? 0 : random.nextInt(spread));
                        done.increment();
                    }
                } catch (Exception e) {
                    failure.set(e);
                }
            });
            crew.add(thread);
            thread.start();
        }
        for (Thread thread : crew) {
            thread.join();
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return done.sum() * 1e9 / (System.nanoTime() - begin);
    }
}
