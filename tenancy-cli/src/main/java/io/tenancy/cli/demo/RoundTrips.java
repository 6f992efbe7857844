package io.tenancy.cli.demo;

import io.tenancy.context.TenantContext;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.tenant.Tenant;
import io.tenancy.testing.support.WireProxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How often the application waits for the database, counted on the wire.
 *
 * @param singleStatement for one statement in autocommit mode, tenant and commit included
 * @param transactions for transactions of several lengths
 */
record RoundTrips(int singleStatement, List<Transaction> transactions) {
    private static final String WITH = "select count(*) from patients where family_name = :name";
    private static final String WITHOUT =
            "select count(*) from patients where organization_id = :tenant and family_name = :name";
    private static final int WARM_UP = 6;

    /** A transaction of some statements, with the SDK and with {@code where organization_id = ?} written by hand. */
    record Transaction(int statements, int withTenancy, int withoutTenancy) {}

    /** How many more the SDK costs, at worst. */
    int overhead() {
        return transactions.stream()
                .mapToInt(t -> t.withTenancy() - t.withoutTenancy())
                .max()
                .orElse(0);
    }

    static RoundTrips measure(DemoServer server, String database, Tenant tenant) throws Exception {
        try (WireProxy proxy = WireProxy.to(server.host(), server.port());
                PooledConnections app =
                        server.through(proxy.host(), proxy.port()).pooled(TenancyRole.APP, database);
                PooledConnections admin =
                        server.through(proxy.host(), proxy.port()).pooled(TenancyRole.ADMIN, database);
                var ignored = TenantContext.bind(tenant);
                Connection bound = TenantDataSource.wrap(app).getConnection();
                // The admin's connection stands in for a system without row level security.
                Connection raw = admin.getConnection()) {
            Counter counter = new Counter(proxy, tenant.id().value());
            int single = counter.count(bound, WITH, 1, true);
            List<Transaction> transactions = new ArrayList<>();
            for (int statements : new int[] {1, 2, 10}) {
                transactions.add(new Transaction(
                        statements,
                        counter.count(bound, WITH, statements, false),
                        counter.count(raw, WITHOUT, statements, false)));
            }
            return new RoundTrips(single, List.copyOf(transactions));
        }
    }

    private record Counter(WireProxy proxy, UUID tenant) {
        int count(Connection connection, String sql, int statements, boolean autoCommit) throws Exception {
            for (int i = 0; i < WARM_UP; i++) {
                run(connection, sql, statements, autoCommit);
            }
            return Math.toIntExact(proxy.measure(() -> run(connection, sql, statements, autoCommit))
                    .roundTrips());
        }

        private void run(Connection connection, String sql, int statements, boolean autoCommit) throws SQLException {
            connection.setAutoCommit(autoCommit);
            for (int i = 0; i < statements; i++) {
                try (PreparedStatement statement =
                                new NamedSql(sql).prepare(connection, Map.of("tenant", tenant, "name", "Quill"));
                        ResultSet rows = statement.executeQuery()) {
                    rows.next();
                }
            }
            if (!autoCommit) {
                connection.commit();
            }
        }
    }
}
