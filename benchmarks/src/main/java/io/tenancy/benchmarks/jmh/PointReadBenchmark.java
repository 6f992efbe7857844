package io.tenancy.benchmarks.jmh;

import com.zaxxer.hikari.HikariDataSource;
import io.tenancy.benchmarks.contender.Contender;
import io.tenancy.benchmarks.contender.VisitDatabase;
import io.tenancy.benchmarks.contender.Way;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A point read on loopback, one way at a time: for a profiler ({@code -prof gc}, {@code -prof stack}). */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls open first
public class PointReadBenchmark {
    private static final int TENANTS = 200;
    private static final int ROWS = 1_000;
    private static final int CONNECTIONS = 8;

    /** Which contender runs. */
    @Param({"RAW", "UNIT", "RAW_TRANSACTION", "TRANSACTION", "THREE_STEPS"})
    public Way way;

    private VisitDatabase database;
    private HikariDataSource pool;
    private Contender contender;

    /**
     * Starts the server.
     *
     * @throws SQLException what it says
     */
    @Setup
    public void open() throws SQLException {
        database = VisitDatabase.open(TENANTS, ROWS);
        pool = database.pool(database.database().jdbcUrl(), CONNECTIONS);
        contender = way.on(pool);
    }

    /** Stops it. */
    @TearDown
    public void close() {
        contender.close();
        pool.close();
        database.close();
    }

    /**
     * Reads some row of some tenant.
     *
     * @return something of it
     * @throws SQLException what the server says
     */
    @Benchmark
    public int pointRead() throws SQLException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int tenant = random.nextInt(TENANTS);
        return contender.point(database.tenants().get(tenant), database.id(tenant, random.nextInt(ROWS)));
    }
}
