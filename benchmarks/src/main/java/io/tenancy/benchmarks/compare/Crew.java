package io.tenancy.benchmarks.compare;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The threads that work at once when throughput is measured. Always the same ones, so that they keep their connections. */
final class Crew implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final ExecutorService threads;
    private final int size;

    Crew(int size) {
        this.size = size;
        this.threads = Executors.newFixedThreadPool(size);
    }

    /** One execution. */
    @FunctionalInterface
    interface Execution {
        int run(SplittableRandom random) throws SQLException;
    }

    /** Lets all threads execute for a while; gives nanoseconds per execution. */
    double work(Execution execution, Duration howLong, SplittableRandom random) throws InterruptedException {
        List<Callable<Long>> tasks = new ArrayList<>();
        long begin = System.nanoTime();
        long end = begin + howLong.toNanos();
        for (int i = 0; i < size; i++) {
            SplittableRandom own = random.split();
            tasks.add(() -> workUntil(end, execution, own));
        }
        long executions = 0;
        for (Future<Long> done : threads.invokeAll(tasks)) {
            executions += result(done);
        }
        return (double) (System.nanoTime() - begin) / executions;
    }

    private static long workUntil(long end, Execution execution, SplittableRandom random) throws SQLException {
        long executions = 0;
        do {
            if (execution.run(random) <= 0) {
                throw new IllegalStateException("read an empty text");
            }
            executions++;
        } while (System.nanoTime() < end);
        return executions;
    }

    private static long result(Future<Long> done) throws InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A contender failed: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a contender hangs");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
