package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Progress;
import io.tenancy.config.ConnectionRole;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.jdbc.isolation.RoleCheck;
import io.tenancy.jdbc.provision.JdbcTenantStore;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "sql",
        description = {
            "Run SQL inside one tenant, as the application would: in one transaction, as tenancy_app.",
            "The database itself keeps the statement inside the tenant. Several statements are done as a whole or not at all."
        })
@Mark(Mark.Effect.CHANGES)
final class SqlCommand extends Verb {
    @Option(
            names = {"-t", "--tenant"},
            paramLabel = "KEY",
            required = true,
            description = "The tenant to work in. There is no default.")
    private String key = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Show at most this many rows of a result (default: 1000).")
    private int limit = 1000;

    @Parameters(paramLabel = "SQL", description = "The statement, or - to read it from the standard input.")
    private String sql = "";

    SqlCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() throws SQLException, IOException {
        if (limit < 1) {
            throw CommandException.usage("--limit is at least 1, not " + limit, "Leave it out for 1000");
        }
        TenantKey wanted = TenantKey.of(key);
        String text = sql.equals("-") ? session().console().in().lines().collect(Collectors.joining("\n")) : sql;
        if (text.isBlank()) {
            throw CommandException.usage("There is no statement", "Write it in quotes, or - to read it from stdin");
        }
        DataSource app = session().connections().controlled(ConnectionRole.APP);
        RoleCheck.requireSafe(app);
        Tenant tenant = JdbcTenantStore.uncached(app).requireByKey(wanted).requireActive();
        List<SqlResult> results;
        try (Progress progress = session().console().progress("Running the statement");
                TenantScope scope = TenantContext.bind(tenant)) {
            results = run(TenantDataSource.wrapWithNumber(app), text);
        }
        session().console().print(document(tenant, results));
        results.stream()
                .filter(SqlResult::isCut)
                .forEach(cut -> session().console().note("There are more rows than --limit " + limit));
        return OK;
    }

    private List<SqlResult> run(DataSource inside, String text) throws SQLException {
        try (Connection connection = inside.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setMaxRows(limit + 1);
                List<SqlResult> results = SqlResult.all(statement, statement.execute(text), limit);
                connection.commit();
                return results;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static Document document(Tenant tenant, List<SqlResult> results) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("tenant", tenant.key());
        tree.put("results", results.stream().map(SqlResult::tree).toList());
        return Document.of(tree, page -> results.forEach(result -> result.writeTo(page)));
    }
}
