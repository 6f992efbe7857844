package io.tenancy.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import javax.sql.DataSource;

/** The processor time that the server's processes behind a pool have used, as Linux counts it. */
final class BackendCpu {
    private static final String QUERY =
            "select pid from pg_stat_activity where usename = 'tenancy_app'" + " and datname = current_database()";

    /** utime is field 14 of /proc/PID/stat; counted from behind the name, which may contain blanks. */
    private static final int UTIME = 11;

    private static final long NANOS_PER_TICK = 10_000_000;

    private final List<Path> processes;

    private BackendCpu(List<Path> processes) {
        this.processes = processes;
    }

    /** The processes that serve the application's role now. */
    static BackendCpu of(DataSource superuser) throws SQLException {
        List<Path> processes = new ArrayList<>();
        try (Connection connection = superuser.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            while (rows.next()) {
                processes.add(Path.of("/proc", rows.getString(1)));
            }
        }
        return new BackendCpu(processes);
    }

    /** Nanoseconds since the processes began, or empty where the system does not tell. */
    OptionalLong nanos() {
        try {
            long sum = 0;
            for (Path process : processes) {
                sum += nanos(process);
            }
            return OptionalLong.of(sum);
        } catch (IOException absent) {
            return OptionalLong.empty();
        }
    }

    /** schedstat counts nanoseconds but is not everywhere; stat counts user and system time in ticks of 10 ms. */
    private static long nanos(Path process) throws IOException {
        Path exact = process.resolve("schedstat");
        if (Files.exists(exact)) {
            String line = Files.readString(exact);
            return Long.parseLong(line.substring(0, line.indexOf(' ')));
        }
        String line = Files.readString(process.resolve("stat"));
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1])) * NANOS_PER_TICK;
    }
}
