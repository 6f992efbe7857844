package io.tenancy.benchmarks.compare;

import com.zaxxer.hikari.HikariDataSource;
import io.tenancy.benchmarks.contender.Contender;
import io.tenancy.benchmarks.contender.VisitDatabase;
import io.tenancy.benchmarks.contender.Way;
import io.tenancy.testing.support.WireProxy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * All contenders, and the courses they run: one query at one latency. In every round each has one chunk, in a new order, so that
 * whatever else the machine does falls on all alike.
 */
final class Field implements AutoCloseable {
    private static final int LEAST_ROUNDS = 3;
    private static final int COUNTED = 12;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Settings settings;
    private final VisitDatabase database;
    private final WireProxy proxy;
    private final HikariDataSource direct;
    private final HikariDataSource proxied;
    private final Points points = new Points();
    private final Map<Way, Contender> contenders = new EnumMap<>(Way.class);
    private final Crew crew;
    private final SplittableRandom random = new SplittableRandom(7);

    Field(Settings settings, VisitDatabase database) throws IOException {
        this.settings = settings;
        this.database = database;
        this.proxy = WireProxy.to(database.database().server());
        this.direct = database.pool(database.database().jdbcUrl(), settings.threads());
        this.proxied = database.pool(proxy.jdbcUrl(database.database().name()), settings.threads());
        this.crew = new Crew(settings.threads());
        points.leadTo(direct);
        for (Way way : Way.values()) {
            contenders.put(way, way.on(points));
        }
    }

    Standings run(Shape shape, Duration latency) throws SQLException, InterruptedException {
        Map<Way, Double> roundTrips = countRoundTrips(shape);
        points.leadTo(latency.isZero() ? direct : proxied);
        proxy.setLatency(latency);
        for (Contender contender : contenders.values()) {
            var unused = crew.work(r -> shape.once(contender, database, r), settings.warmUp(), random);
        }
        BackendCpu cpu = BackendCpu.of(database.database().dataSource());
        Map<Way, List<Sample>> samples = new EnumMap<>(Way.class);
        List<Map.Entry<Way, Contender>> order = new ArrayList<>(contenders.entrySet());
        Random shuffler = new Random(7);
        long end = System.nanoTime() + settings.perCourse().toNanos();
        for (int round = 0; round < LEAST_ROUNDS || System.nanoTime() < end; round++) {
            Collections.shuffle(order, shuffler);
            for (Map.Entry<Way, Contender> next : order) {
                samples.computeIfAbsent(next.getKey(), way -> new ArrayList<>())
                        .add(sample(next.getValue(), shape, latency, cpu));
            }
        }
        return new Standings(shape, latency, settings.threads(), roundTrips, samples);
    }

    private Sample sample(Contender contender, Shape shape, Duration latency, BackendCpu cpu)
            throws SQLException, InterruptedException {
        long[] times = new long[settings.executions(latency)];
        OptionalLong cpuBefore = cpu.nanos();
        long clientCpu = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < times.length; i++) {
            long begin = System.nanoTime();
            if (shape.once(contender, database, random) <= 0) {
                throw new IllegalStateException("read an empty text");
            }
            times[i] = System.nanoTime() - begin;
        }
        clientCpu = THREADS.getCurrentThreadCpuTime() - clientCpu;
        OptionalLong cpuAfter = cpu.nanos();
        Arrays.sort(times);
        double each = crew.work(r -> shape.once(contender, database, r), settings.chunk(), random);
        OptionalDouble cpuEach = cpuBefore.isPresent() && cpuAfter.isPresent()
                ? OptionalDouble.of((double) (cpuAfter.getAsLong() - cpuBefore.getAsLong()) / times.length)
                : OptionalDouble.empty();
        return new Sample(times[times.length / 2], each, (double) clientCpu / times.length, cpuEach);
    }

    /** Counted before, on one connection, once the driver has prepared what it will prepare. */
    private Map<Way, Double> countRoundTrips(Shape shape) throws SQLException {
        Map<Way, Double> counts = new EnumMap<>(Way.class);
        proxy.setLatency(Duration.ZERO);
        try (HikariDataSource one =
                database.pool(proxy.jdbcUrl(database.database().name()), 1)) {
            points.leadTo(one);
            for (Map.Entry<Way, Contender> next : contenders.entrySet()) {
                execute(next.getValue(), shape);
                proxy.reset();
                execute(next.getValue(), shape);
                counts.put(next.getKey(), (double) proxy.roundTrips() / COUNTED);
            }
        }
        return counts;
    }

    private void execute(Contender contender, Shape shape) throws SQLException {
        for (int i = 0; i < COUNTED; i++) {
            if (shape.once(contender, database, random) <= 0) {
                throw new IllegalStateException("read an empty text");
            }
        }
    }

    @Override
    public void close() {
        crew.close();
        contenders.values().forEach(Contender::close);
        direct.close();
        proxied.close();
        proxy.close();
    }
}
