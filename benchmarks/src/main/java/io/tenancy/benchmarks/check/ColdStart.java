package io.tenancy.benchmarks.check;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.isolation.StartCheck;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.sql.DataSource;

/** One start of an application in a Java machine of its own, where nothing is warm; prints the milliseconds that it took, on the clock and of processors. */
public final class ColdStart {
    private ColdStart() {}

    /**
     * Starts.
     *
     * @param args the URL, the password, and REFUSE or OFF
     */
    public static void main(String[] args) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(args[0]);
        pool.setUsername("tenancy_app");
        pool.setPassword(args[1]);
        pool.setMaximumPoolSize(1);
        try (HikariDataSource app = new HikariDataSource(pool)) {
            start(app, StartCheck.valueOf(args[2]));
        }
    }

    private static void start(DataSource app, StartCheck check) {
        long cpu = cpuNanos();
        long begin = System.nanoTime();
        JdbcTenancy.builder().app(app).startCheck(check).build().close();
        System.out.println((System.nanoTime() - begin) / 1_000_000 + " " + (cpuNanos() - cpu) / 1_000_000);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /**
     * What a start took.
     *
     * @param wall milliseconds on the clock
     * @param cpu milliseconds of processors, in the application's process alone
     */
    record Times(long wall, long cpu) {
        Times quickest(Times other) {
            return new Times(Math.min(wall, other.wall), Math.min(cpu, other.cpu));
        }
    }

    static Times of(WideSchema schema, StartCheck check) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ColdStart.class.getName(),
                        schema.url(),
                        WideSchema.PASSWORD,
                        check.name()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the start failed");
        }
        String[] figures = out.split(" ", 2);
        return new Times(Long.parseLong(figures[0]), Long.parseLong(figures[1]));
    }
}
