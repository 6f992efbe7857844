package io.tenancy.benchmarks.check;

import io.tenancy.jdbc.isolation.IsolationAudit;
import io.tenancy.jdbc.isolation.Severity;
import io.tenancy.jdbc.isolation.StartCheck;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The one command that measures how long checks take, each against its bound. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Measures the audit, the start of an application, and tenancyctl check.",
        sortOptions = false)
public final class CheckTimes implements Callable<Integer> {
    @Option(names = "--tool", required = true, description = "The launcher, ./tenancyctl.")
    private Path tool = Path.of("tenancyctl");

    @Option(names = "--tables", defaultValue = "500", description = "Tables for the audit (${DEFAULT-VALUE}).")
    private int tables;

    @Option(names = "--proved", defaultValue = "100", description = "Tables for --prove, 0 without (${DEFAULT-VALUE}).")
    private int proved;

    @Option(
            names = "--runs",
            defaultValue = "5",
            description = "Runs of each, of which the median counts (${DEFAULT-VALUE}).")
    private int runs;

    /** For picocli. */
    public CheckTimes() {}

    /**
     * Runs the measurement.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new CheckTimes()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        try (WideSchema schema = WideSchema.of(tables)) {
            String size = tables + " tables, " + 4 * tables + " indexes, " + 2 * tables + " foreign keys: ";
            tell(size + "IsolationAudit, the first in its JVM", audit(schema), 5000);
            tell(size + "IsolationAudit", median(() -> audit(schema)), 5000);
            tell(size + "tenancyctl check, the process", median(() -> check(schema, List.of())), 5000);
            ColdStart.Times with = coldStart(schema, StartCheck.REFUSE);
            ColdStart.Times without = coldStart(schema, StartCheck.OFF);
            tell(
                    tables + " tables: what the check adds to a cold start, the quickest",
                    with.wall() - without.wall(),
                    200);
            tell(tables + " tables: the same, CPU of the application", with.cpu() - without.cpu(), 200);
            tell(tables + " tables: the same, warm", median(() -> tablesOnly(schema)), 200);
        }
        Path chiro = tool.toAbsolutePath().resolveSibling("examples/chiro/src/main/resources/db/migration/chiro");
        tell(
                "tenancyctl check --migrations on examples/chiro",
                median(() -> run(List.of("--migrations", chiro.toString()), "", "")),
                15_000);
        if (proved > 0) {
            try (WideSchema schema = WideSchema.of(proved)) {
                tell(proved + " tables: tenancyctl check --prove", check(schema, List.of("--prove")), 60_000);
            }
        }
        return 0;
    }

    @FunctionalInterface
    private interface Timed {
        long run() throws Exception;
    }

    private long median(Timed timed) throws Exception {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            times.add(timed.run());
        }
        return times.stream().sorted().skip(runs / 2).findFirst().orElseThrow();
    }

    /** Strangers on the machine only ever add time, and to a start of a second they add more than what is measured. */
    private ColdStart.Times coldStart(WideSchema schema, StartCheck check) throws IOException, InterruptedException {
        ColdStart.Times quickest = ColdStart.of(schema, check);
        for (int i = 1; i < 3 * runs; i++) {
            quickest = quickest.quickest(ColdStart.of(schema, check));
        }
        return quickest;
    }

    private static long audit(WideSchema schema) {
        return audit(IsolationAudit.builder(schema.migrator()).build());
    }

    private static long tablesOnly(WideSchema schema) {
        return audit(IsolationAudit.builder(schema.migrator()).tablesOnly().build());
    }

    private static long audit(IsolationAudit audit) {
        long begin = System.nanoTime();
        if (!audit.run().findings(Severity.ERROR).isEmpty()) {
            throw new IllegalStateException("the schema is meant to be clean");
        }
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private long check(WideSchema schema, List<String> options) throws IOException, InterruptedException {
        return run(options, schema.url(), WideSchema.PASSWORD);
    }

    private long run(List<String> options, String url, String password) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tool.toAbsolutePath().toString(), "check", "-q"));
        command.addAll(options);
        ProcessBuilder process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .directory(new File(System.getProperty("java.io.tmpdir")));
        if (!url.isEmpty()) {
            process.environment().put("TENANCY_URL", url);
            process.environment().put("TENANCY_PASSWORD", password);
        }
        long begin = System.nanoTime();
        int exit = process.start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException("tenancyctl check ended with " + exit);
        }
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private static void tell(String what, long millis, long bound) {
        System.out.printf("%-95s %6d ms  (at most %d)%s%n", what, millis, bound, millis > bound ? "  MISSED" : "");
    }
}
