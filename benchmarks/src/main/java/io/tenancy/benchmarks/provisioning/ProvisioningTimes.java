package io.tenancy.benchmarks.provisioning;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tenancy.entitlement.Plan;
import io.tenancy.jdbc.migration.RolePasswords;
import io.tenancy.jdbc.migration.TenancySchema;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.PlanRegistry;
import io.tenancy.jdbc.provision.Provisioner;
import io.tenancy.jdbc.provision.ProvisioningRequest;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.TestDatabase;
import io.tenancy.testing.support.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The one command that measures provisioning. */
@Command(
        name = "provisioning",
        mixinStandardHelpOptions = true,
        description =
                "Measures how many tenants are set up in a second, beside bare inserts of the rows that this makes.")
public final class ProvisioningTimes implements Callable<Integer> {
    private static final String PASSWORD = "benchmark";

    /** The tables that setting up a tenant with a setting and a plan writes to. */
    private static final List<String> TABLES = List.of(
            "tenant",
            "tenant_key",
            "tenant_setting",
            "tenant_plan",
            "provisioning",
            "provisioning_step",
            "audit_event");

    @Option(names = "--tenants", defaultValue = "2000", description = "Tenants in a round (${DEFAULT-VALUE}).")
    private int tenants;

    @Option(names = "--rounds", defaultValue = "3", description = "Rounds (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--threads", defaultValue = "8", description = "Threads, and connections (${DEFAULT-VALUE}).")
    private int threads;

    private final AtomicInteger number = new AtomicInteger();

    /** For picocli. */
    public ProvisioningTimes() {}

    /**
     * Runs the measurement.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new ProvisioningTimes()).execute(args));
    }

    /** One tenant. */
    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    @Override
    public Integer call() throws Exception {
        try (TestDatabase database = TestServer.database()) {
            var unusedRoles = TenancySchema.installRoles(database.dataSource(), RolePasswords.same(PASSWORD));
            var unusedPlane = TenancySchema.installControlPlane(database.dataSource("tenancy_migrator", PASSWORD));
            try (HikariDataSource admin = pool(database)) {
                Attribution by = new Attribution("benchmark", "benchmark");
                PlanRegistry.over(admin, Clock.systemUTC())
                        .publish(
                                List.of(new Plan(
                                        "plan", 1, "Plan", Plan.Kind.BASE, List.of(), Plan.Terms.PLAIN, Map.of())),
                                by);
                Provisioner provisioner =
                        Provisioner.builder(admin, Clock.systemUTC()).build();
                Work provision = () -> {
                    var unused = provisioner.provision(
                            ProvisioningRequest.of(TenantKey.of("t-" + number.incrementAndGet()), "Tenant")
                                    .plan("plan")
                                    .setting("theme", "\"dark\""),
                            by);
                };
                provision.run();
                List<String> bare = bare(database);
                for (int round = 1; round <= rounds; round++) {
                    double ours = perSecond(provision);
                    double inserts = perSecond(() -> insert(admin, bare));
                    System.out.printf(
                            "round %d: %.0f tenants/s, bare inserts %.0f/s, ratio %.2f%n",
                            round, ours, inserts, ours / inserts);
                }
            }
        }
        return 0;
    }

    private HikariDataSource pool(TestDatabase database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername("tenancy_admin");
        config.setPassword(PASSWORD);
        config.setMaximumPoolSize(threads);
        return new HikariDataSource(config);
    }

    /** The rows of the first tenant, into tables of the same shape without trigger, policy and foreign key. */
    private static List<String> bare(TestDatabase database) throws SQLException {
        List<String> statements = new ArrayList<>();
        for (String table : TABLES) {
            database.execute("create table raw_" + table + " (like tenancy." + table + "); create table one_" + table
                    + " as select * from tenancy." + table);
            database.execute("create index on raw_" + table + " ("
                    + (table.equals("tenant")
                            ? "id"
                            : table.equals("provisioning_step") ? "provisioning_id" : "tenant_id")
                    + ")");
            database.execute("grant select, insert on raw_" + table + ", one_" + table + " to tenancy_admin");
            statements.add("insert into raw_" + table + " select * from one_" + table);
        }
        return statements;
    }

    private static void insert(HikariDataSource admin, List<String> statements) throws SQLException {
        try (Connection connection = admin.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    private double perSecond(Work work) throws Exception {
        ExecutorService crew = Executors.newFixedThreadPool(threads);
        try {
            AtomicInteger left = new AtomicInteger(tenants);
            List<Future<Integer>> members = new ArrayList<>();
            long start = System.nanoTime();
            for (int i = 0; i < threads; i++) {
                members.add(crew.submit(() -> {
                    int done = 0;
                    while (left.decrementAndGet() >= 0) {
                        work.run();
                        done++;
                    }
                    return done;
                }));
            }
            int done = 0;
            for (Future<Integer> member : members) {
                done += member.get();
            }
            return done * 1e9 / (System.nanoTime() - start);
        } finally {
            crew.shutdownNow();
        }
    }
}
