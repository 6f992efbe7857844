package io.tenancy.benchmarks.compare;

import io.tenancy.benchmarks.contender.Contender;
import io.tenancy.benchmarks.contender.VisitDatabase;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The one command that compares all ways of keeping a query inside a tenant: same process, same server, in turns.
 */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Compares Tenancy with plain JDBC and the usual recipes, side by side, and prints ratios.",
        sortOptions = false)
public final class Compare implements Callable<Integer> {
    private static final int MAX_TENANTS = 10_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private CommandSpec spec;

    @Option(names = "--seconds", defaultValue = "30", description = "Time per query and latency (${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--tenants", defaultValue = "200", description = "How many tenants (${DEFAULT-VALUE}).")
    private int tenants;

    @Option(
            names = "--rows",
            defaultValue = "1000",
            description = "Rows per tenant, a multiple of 50 (${DEFAULT-VALUE}).")
    private int rows;

    @Option(names = "--threads", defaultValue = "8", description = "Threads for throughput (${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--latency",
            split = ",",
            defaultValue = "0,1",
            description = "Milliseconds added to every round trip; 0 connects without a proxy (${DEFAULT-VALUE}).")
    private List<Double> latencies = List.of();

    @Option(names = "-o", defaultValue = "table", description = "table or json (${DEFAULT-VALUE}).")
    private String output = "table";

    /** For picocli. */
    public Compare() {}

    /**
     * Runs the comparison.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Compare()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Settings settings = checked();
        boolean json = output.equals("json");
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter progress = json ? spec.commandLine().getErr() : out;
        List<Standings> courses = new ArrayList<>();
        List<Expectation.Verdict> verdicts = new ArrayList<>();
        Report.begin(progress, settings);
        try (VisitDatabase database = VisitDatabase.open(tenants, rows)) {
            try (Field field = new Field(settings, database)) {
                for (Shape shape : Shape.values()) {
                    for (double latency : latencies) {
                        Standings standings = field.run(shape, nanos(latency));
                        Report.print(progress, standings);
                        courses.add(standings);
                        verdicts.addAll(Expectation.verdicts(standings));
                    }
                }
            }
        }
        Report.print(progress, verdicts);
        if (json) {
            JsonReport.print(out, settings, courses, verdicts);
        }
        return 0;
    }

    private Settings checked() {
        require(output.equals("table") || output.equals("json"), "-o must be table or json");
        require(seconds > 0, "--seconds must be positive");
        require(rows > 0 && rows % Contender.LIST == 0, "--rows must be a multiple of " + Contender.LIST);
        require(tenants >= 1 && tenants <= MAX_TENANTS, "--tenants must be between 1 and " + MAX_TENANTS);
        require(threads >= 1, "--threads must be at least 1");
        require(latencies.stream().allMatch(latency -> latency >= 0), "--latency must not be negative");
        return new Settings(Duration.ofNanos((long) (seconds * 1e9)), tenants, rows, threads);
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private static Duration nanos(double millis) {
        return Duration.ofNanos(Math.round(millis * 1e6));
    }
}
