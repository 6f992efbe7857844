package io.tenancy.cli.command;

import io.tenancy.cli.adopt.Adoption;
import io.tenancy.cli.adopt.AdoptionPlan;
import io.tenancy.cli.adopt.AdoptionReport;
import io.tenancy.cli.adopt.Classified;
import io.tenancy.cli.adopt.ImportReport;
import io.tenancy.cli.adopt.SharedRows;
import io.tenancy.cli.adopt.TableClass;
import io.tenancy.cli.check.MigrationFolder;
import io.tenancy.cli.output.Progress;
import io.tenancy.config.ConnectionRole;
import io.tenancy.jdbc.isolation.Severity;
import io.tenancy.tenant.TenantKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "adopt",
        description = {
            "Take a database that knew no tenants to multi-tenancy: its rows become those of a first tenant.",
            "Writes commented Flyway migrations, and the way back, to a folder; changes the database only with --apply or --undo.",
            "",
            "Planning and applying connect as a superuser or as the tables' owner: TENANCY_INIT_USER and TENANCY_INIT_PASSWORD,",
            "as init does. Roles and control plane have to be there: tenancyctl init."
        })
@Mark(Mark.Effect.CHANGES)
final class AdoptCommand extends Verb {
    @Option(
            names = "--tenant",
            paramLabel = "KEY",
            description = "The key of the tenant that the rows of this database become part of.")
    private @Nullable String tenant;

    @Option(names = "--name", paramLabel = "NAME", description = "Its display name (default: the key).")
    private @Nullable String name;

    @Option(
            names = "--shared",
            paramLabel = "TABLE",
            split = ",",
            description = "Tables whose rows are the same for every tenant.")
    private Set<String> shared = new TreeSet<>();

    @Option(
            names = "--tenant-tables",
            paramLabel = "TABLE",
            split = ",",
            description = "Tables whose rows belong to tenants, whatever they look like.")
    private Set<String> tenantTables = new TreeSet<>();

    @Option(
            names = "--tenant-column",
            paramLabel = "NAME",
            description = "The new column (default: isolation.tenantColumn in tenancy.yaml, or tenant_id).")
    private @Nullable String tenantColumn;

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description =
                    "An existing column that tells customers apart, instead of --tenant. It stays; tables without it follow their foreign keys.")
    private @Nullable String column;

    @Option(
            names = "--map",
            paramLabel = "VALUE=KEY",
            split = ",",
            description = "With --column: the tenant of a value. VALUE alone is its own key.")
    private List<String> map = new ArrayList<>();

    @Option(
            names = "--nulls",
            paramLabel = "KEY",
            description = "With --column: the tenant of rows with NULL or an empty text there.")
    private @Nullable String nulls;

    @Option(
            names = "--unmapped",
            paramLabel = "KEY",
            description = "With --column: the tenant of all other values, and of rows that nothing leads to a tenant.")
    private @Nullable String unmapped;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the plan stands, or is going to (default: db/adopt).")
    private Path out = Path.of("db", "adopt");

    @Option(
            names = "--migrations",
            paramLabel = "DIR",
            description =
                    "Plan from this folder of migrations, applied to a throw-away PostgreSQL, instead of from a database. Needs no server.")
    private @Nullable Path migrations;

    @Option(
            names = "--location",
            paramLabel = "DIR",
            description =
                    "The application's own Flyway migrations, if the database has a history of them; the plan's versions follow theirs.")
    private @Nullable Path location;

    @Option(
            names = "--apply",
            description =
                    "Apply the plan in --out; if there is none yet, make it first. After an interruption run it again: it goes on.")
    private boolean apply;

    @Option(names = "--undo", description = "Go the way back, in one transaction.")
    private boolean undo;

    @Option(names = "--lose-rows", description = "With --undo: give up the rows of tenants that came later.")
    private boolean loseRows;

    @Option(
            names = "--import",
            paramLabel = "URL",
            description = {
                "Take in the database of a second deployment of the same application as one more tenant, after --apply.",
                "Its login: user and password in the URL, or TENANCY_IMPORT_USER and TENANCY_IMPORT_PASSWORD."
            })
    private @Nullable String imported;

    @Option(names = "--as", paramLabel = "KEY", description = "With --import: the tenant its rows become part of.")
    private @Nullable String as;

    @Option(
            names = "--shared-rows",
            paramLabel = "CHOICE",
            description =
                    "With --import, where shared tables differ: refuse (default), keep what is here, or add rows whose key is not here.")
    private SharedRows sharedRows = SharedRows.REFUSE;

    AdoptCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() throws SQLException, IOException {
        if (tenant != null && column != null) {
            throw CommandException.usage(
                    "--tenant gives all rows to one tenant, and --column tells several apart", "Choose one");
        }
        if (apply && undo) {
            throw CommandException.usage("--apply and --undo cannot both be done", "Choose one");
        }
        if (imported != null && (as == null || apply || undo || migrations != null)) {
            throw CommandException.usage(
                    "--import takes in one database as one tenant",
                    "Give --import URL --as KEY, and neither --apply nor --undo");
        }
        if (migrations != null && (apply || undo)) {
            throw CommandException.usage(
                    "--migrations plans without a database, so there is nothing to change",
                    "Leave it out; the application's own migrations are named with --location");
        }
        if (imported != null) {
            return importOther(imported);
        }
        if (tenant != null && !TenantKey.isValid(tenant)) {
            throw new TenantKey.InvalidTenantKeyException(tenant);
        }
        if (undo && !Files.exists(folder().resolve("adoption.json"))) {
            throw CommandException.usage(
                    "There is no way back in " + folder(), "Give the folder of the plan with --out");
        }
        if (migrations != null) {
            return planFromMigrations(directory(migrations));
        }
        if (undo) {
            return goBack();
        }
        return apply && Files.exists(folder().resolve("adoption.json")) && tenant == null && column == null
                ? applyPlan()
                : planFromDatabase();
    }

    private Integer planFromDatabase() throws SQLException, IOException {
        Adoption adoption = adoption(operator(), session().connections().dataSource(ConnectionRole.MIGRATOR), false);
        AdoptionPlan plan = sure(adoption);
        return apply ? applyPlan() : finish(plan);
    }

    private Integer planFromMigrations(Path from) throws SQLException, IOException {
        AdoptionPlan plan;
        try (Progress progress = session().console().progress("Applying the migrations")) {
            plan = MigrationFolder.applied(List.of("filesystem:" + from), progress::say, database -> {
                try {
                    return sure(adoption(database, database, true));
                } catch (SQLException e) {
                    throw CommandException.failed("The plan cannot be made", e);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return finish(plan);
    }

    private Integer finish(AdoptionPlan plan) {
        session().console().print(AdoptDocument.plan(plan, shown()));
        session().console().note("Next: review the scripts, then tenancyctl adopt --apply --out " + shown());
        return OK;
    }

    /** Plans, asks about what nothing in the catalog decides, and writes. */
    private AdoptionPlan sure(Adoption adoption) throws SQLException, IOException {
        AdoptionPlan plan = adoption.plan();
        List<Classified> unsure = plan.tables().stream()
                .filter(table -> table.type() == TableClass.UNSURE)
                .toList();
        if (!unsure.isEmpty()) {
            Set<String> asShared = new TreeSet<>(shared);
            Set<String> asTenant = new TreeSet<>(tenantTables);
            for (Classified table : unsure) {
                (isShared(table, unsure) ? asShared : asTenant).add(table.table());
            }
            Adoption decided = adoption.with(asShared, asTenant);
            AdoptionPlan second = decided.plan();
            decided.write(second);
            return second;
        }
        adoption.write(plan);
        return plan;
    }

    private boolean isShared(Classified table, List<Classified> unsure) throws IOException {
        while (true) {
            String answer = session().console().ask(table.table() + " (" + table.why() + ") Shared or tenant? [s/t]");
            if (answer == null) {
                unsure.forEach(one -> session().console().note("unsure  " + one.table() + "  " + one.why()));
                throw CommandException.usage(
                        "Nothing in the catalog says whether these tables are shared by all tenants: "
                                + String.join(
                                        ", ",
                                        unsure.stream().map(Classified::table).toList()),
                        "Name each of them under --shared (the same rows for everybody, read only for the application) or under"
                                + " --tenant-tables (each tenant its own)");
            }
            if (answer.strip().matches("(?i)s(hared)?|t(enant)?")) {
                return answer.strip().toLowerCase(java.util.Locale.ROOT).startsWith("s");
            }
        }
    }

    private Integer applyPlan() throws SQLException, IOException {
        Adoption adoption = adoption(operator(), session().connections().controlled(ConnectionRole.MIGRATOR), false);
        AdoptionReport report;
        try (Progress progress = session().console().progress("Adopting")) {
            report = adoption.apply(progress::say);
        }
        session().console().print(AdoptDocument.report(report));
        boolean good = report.isContentEqual()
                && report.audit().findings(Severity.ERROR).isEmpty();
        if (good) {
            session()
                    .console()
                    .note("Next: let the application log in as tenancy_app, through TenantDataSource; to go back:"
                            + " tenancyctl adopt --undo --out " + shown());
        }
        return good ? OK : FINDINGS;
    }

    private Integer importOther(String url) throws SQLException {
        TenantKey key = TenantKey.of(Objects.requireNonNull(as));
        DataSource migrator = session().connections().controlled(ConnectionRole.MIGRATOR);
        DataSource other =
                session().connections().open(AdoptImport.login(session().connections(), url));
        ImportReport report;
        try (Progress progress = session().console().progress("Importing")) {
            report = adoption(migrator, migrator, false).importFrom(other, key, name, sharedRows, progress::say);
        }
        session().console().print(AdoptImport.report(report));
        return report.isContentEqual() ? OK : FINDINGS;
    }

    private Integer goBack() throws SQLException, IOException {
        DataSource operator = operator();
        try (Progress progress = session().console().progress("Going back")) {
            progress.say("in one transaction");
            adoption(operator, operator, false).undo(loseRows);
        }
        session().console().note("The database is as it was before; the tenants stay in the registry");
        return OK;
    }

    private Adoption adoption(DataSource operator, DataSource migrator, boolean fromMigrations) {
        Adoption.Builder builder = Adoption.builder(
                        operator, migrator, folder(), session().clock())
                .shared(shared)
                .tenantTables(tenantTables)
                .tenantColumn(newColumn());
        if (tenant != null) {
            builder.tenant(TenantKey.of(tenant), name);
        }
        if (column != null) {
            builder.column(column, values(), key(nulls), key(unmapped));
        } else if (!map.isEmpty() || nulls != null || unmapped != null) {
            throw CommandException.usage(
                    "--map, --nulls and --unmapped say what the values of a column mean, and no column is named",
                    "Add --column NAME");
        }
        if (location != null) {
            builder.migrations(directory(location));
        }
        if (fromMigrations) {
            builder.migrations(directory(Objects.requireNonNull(migrations))).fromMigrations();
        }
        return builder.build();
    }

    private static @Nullable TenantKey key(@Nullable String typed) {
        return typed == null ? null : TenantKey.of(typed);
    }

    private Map<String, TenantKey> values() {
        Map<String, TenantKey> values = new TreeMap<>();
        for (String pair : map) {
            int sign = pair.lastIndexOf('=');
            String value = sign < 0 ? pair : pair.substring(0, sign);
            values.put(value, TenantKey.of(sign < 0 ? pair : pair.substring(sign + 1)));
        }
        return values;
    }

    private String newColumn() {
        return tenantColumn != null
                ? tenantColumn
                : session().connections().config().isolation().tenantColumn();
    }

    /** Who owns the tables now, or may do anything; the migrator where nobody else is named. */
    private DataSource operator() throws SQLException {
        Operator found = Operator.find(session());
        return found.login() == null
                ? session().connections().dataSource(ConnectionRole.MIGRATOR)
                : session().connections().open(found.login());
    }

    private Path folder() {
        return session().directory().resolve(out);
    }

    private String shown() {
        return out.toString();
    }

    private Path directory(Path typed) {
        Path path = session().directory().resolve(typed);
        if (!Files.isDirectory(path)) {
            throw CommandException.usage(
                    "The directory of migrations does not exist: " + path, "Give an existing directory");
        }
        return path;
    }
}
