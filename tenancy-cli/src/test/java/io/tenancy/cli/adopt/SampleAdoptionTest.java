package io.tenancy.cli.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.jdbc.isolation.Severity;
import io.tenancy.jdbc.isolation.proof.DatabaseFingerprint;
import io.tenancy.jdbc.isolation.proof.IsolationProof;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Databases that are not ours in style become multi-tenant with all their rows, serve their application as before, and go back. */
class SampleAdoptionTest {
    private static final DatabaseFingerprint.Builder APPLICATION =
            DatabaseFingerprint.builder().withoutSchemas("tenancy");
    private static final DatabaseFingerprint.Builder ROWS =
            DatabaseFingerprint.builder().withoutSchemas("tenancy").withoutColumnsInContent("tenant_id");

    /** Foreign keys between tenant tables in which the tenant columns are not a pair. */
    private static final String LOOSE_KEYS = """
            select k.conrelid::regclass || ' ' || k.conname from pg_constraint k
            join pg_attribute c on c.attrelid = k.conrelid and c.attname = 'tenant_id' and not c.attisdropped
            join pg_attribute p on p.attrelid = k.confrelid and p.attname = 'tenant_id' and not p.attisdropped
            where k.contype = 'f' and not exists (select from unnest(k.conkey, k.confkey) u(c, p) where u.c = c.attnum and u.p = p.attnum)
            """;

    private static final String TENANT_TABLES = """
            select c.oid::regclass::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
            join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and not c.relispartition and n.nspname <> 'tenancy' and not a.attisdropped order by 1
            """;

    @TempDir
    Path folder;

    /** A sample and what its owner says about its tables. */
    enum Sample {
        DVD(Set.of("language", "country", "city"), Set.of("address", "category", "actor")),
        MUSIC(Set.of("Genre", "MediaType"), Set.of("Artist", "Playlist")),
        ORDERS(Set.of("region", "territory"), Set.of("category", "bin"));

        final Set<String> shared;
        final Set<String> tenantTables;

        Sample(Set<String> shared, Set<String> tenantTables) {
            this.shared = shared;
            this.tenantTables = tenantTables;
        }

        String file() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Adoption adoption(TestDatabase database, Sample sample) {
        return Adoption.builder(database.dataSource(), SampleDatabase.migrator(database), folder, Clock.systemUTC())
                .tenant(TenantKey.of("first"), "The first")
                .shared(sample.shared)
                .tenantTables(sample.tenantTables)
                .build();
    }

    private AdoptionReport adopt(TestDatabase database, Sample sample) throws Exception {
        Adoption adoption = adoption(database, sample);
        AdoptionPlan plan = adoption.plan();
        assertThat(plan.tables()).noneMatch(table -> table.type() == TableClass.UNSURE);
        adoption.write(plan);
        return adoption.apply(step -> {});
    }

    @ParameterizedTest
    @EnumSource
    void wayBackRestoresTheOriginal(Sample sample) throws Exception {
        try (TestDatabase database = SampleDatabase.of(sample.file())) {
            DatabaseFingerprint before = APPLICATION.of(database.dataSource());
            adopt(database, sample);
            assertThat(APPLICATION.of(database.dataSource())).isNotEqualTo(before);

            adoption(database, sample).undo(false);

            assertThat(APPLICATION.of(database.dataSource()).differences(before))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void firstTenantHasEverythingAndTheSecondNothing(Sample sample) throws Exception {
        List<String> answers = answersOfTheOriginal(sample);
        try (TestDatabase database = SampleDatabase.of(sample.file())) {
            TreeMap<String, DatabaseFingerprint.Content> rows =
                    new TreeMap<>(ROWS.of(database.dataSource()).contents());

            AdoptionReport report = adopt(database, sample);

            assertThat(report.isContentEqual()).isTrue();
            assertThat(report.audit().findings(Severity.WARNING)).isEmpty();
            assertThat(Objects.requireNonNull(report.proof()).findings()).isEmpty();
            assertThat(ROWS.of(database.dataSource()).contents()).containsAllEntriesOf(rows);
            assertThat(ask(database, LOOSE_KEYS)).isEmpty();
            Tenant second = registry(database).create(TenantKey.of("second"), "2", new Attribution("test", "test"));
            seesNothing(database, second);
            Tenant first = registry(database).require(TenantKey.of("first"));
            List<String> now = as(database, first, SampleQueries.of(sample.file())::answers);
            assertThat(now).containsExactlyElementsOf(answers);
        }
    }

    @Test
    void textThatToldThreeCustomersApartBecomesFourTenants() throws Exception {
        try (TestDatabase database = SampleDatabase.of("practice")) {
            DatabaseFingerprint before = APPLICATION.of(database.dataSource());
            TreeMap<String, DatabaseFingerprint.Content> rows =
                    new TreeMap<>(ROWS.of(database.dataSource()).contents());
            String counts =
                    "select (select count(*) from \"Patient\"), (select count(*) from termin), (select count(*) from befund),"
                            + " (select count(*) from rechnung), (select coalesce(sum(summe), 0) from offene)";
            Map<String, List<String>> expected = new TreeMap<>();
            for (String customer : List.of(
                    "mandant = 'carexps'", "mandant = 'nord'", "mandant = 'sued'", "coalesce(mandant, '') = ''")) {
                expected.put(
                        customer,
                        ask(
                                database,
                                ("select (select count(*) from \"Patient\" where %1$s) || ' ' || (select count(*) from termin where %1$s)"
                                                + " || ' ' || (select count(*) from befund where patient_id in (select id from \"Patient\" where %1$s))"
                                                + " || ' ' || (select count(*) from rechnung where %1$s) || ' ' || (select coalesce(sum(betrag), 0) from posten where %1$s)")
                                        .formatted(customer)));
            }
            Adoption adoption = adoptionOfThePractice(database);
            adoption.write(adoption.plan());

            AdoptionReport report = adoption.apply(step -> {});

            assertThat(report.isContentEqual()).isTrue();
            assertThat(report.audit().findings(Severity.WARNING)).isEmpty();
            assertThat(Objects.requireNonNull(report.proof()).findings()).isEmpty();
            assertThat(ROWS.of(database.dataSource()).contents()).containsAllEntriesOf(rows);
            assertThat(ask(database, LOOSE_KEYS)).isEmpty();
            TreeMap<String, List<String>> seen = new TreeMap<>();
            seen.put("mandant = 'carexps'", counted(database, "carexps", counts));
            seen.put("mandant = 'nord'", counted(database, "nord", counts));
            seen.put("mandant = 'sued'", counted(database, "south", counts));
            seen.put("coalesce(mandant, '') = ''", counted(database, "nobody", counts));
            assertThat(seen).isEqualTo(expected);

            adoption.undo(false);
            assertThat(APPLICATION.of(database.dataSource()).differences(before))
                    .isEmpty();
        }
    }

    @Test
    void secondDeploymentOfThePracticeBecomesOneMoreTenant() throws Exception {
        String counts = "select (select count(*) from \"Patient\") || ' ' || (select count(*) from termin) || ' ' ||"
                + " (select count(*) from befund) || ' ' || (select count(*) from rechnung) || ' ' ||"
                + " (select coalesce(sum(summe), 0) from offene)";
        try (TestDatabase database = SampleDatabase.of("practice");
                TestDatabase second = SampleDatabase.of("practice")) {
            Adoption adoption = adoptionOfThePractice(database);
            adoption.write(adoption.plan());
            assertThat(adoption.apply(step -> {}).isContentEqual()).isTrue();
            List<String> north = counted(database, "nord", counts);

            ImportReport report = adoption.importFrom(
                    second.dataSource(), TenantKey.of("west"), "West", SharedRows.REFUSE, step -> {});

            assertThat(report.isContentEqual()).as(report.tables().toString()).isTrue();
            assertThat(counted(database, "west", counts)).isEqualTo(ask(second, counts));
            assertThat(counted(database, "nord", counts)).isEqualTo(north);
            assertThat(IsolationProof.builder(SampleDatabase.migrator(database))
                            .sharedTables(List.of("mandanten"))
                            .build()
                            .run()
                            .findings())
                    .isEmpty();
        }
    }

    private Adoption adoptionOfThePractice(TestDatabase database) {
        Map<String, TenantKey> keys =
                Map.of("carexps", TenantKey.of("carexps"), "nord", TenantKey.of("nord"), "sued", TenantKey.of("south"));
        return Adoption.builder(database.dataSource(), SampleDatabase.migrator(database), folder, Clock.systemUTC())
                .column("mandant", keys, TenantKey.of("nobody"), TenantKey.of("nobody"))
                .shared(Set.of("mandanten"))
                .build();
    }

    private static List<String> counted(TestDatabase database, String key, String counts) throws SQLException {
        Tenant tenant = registry(database).require(TenantKey.of(key));
        return as(database, tenant, connection -> rows(connection, counts.replace("), (", ") || ' ' || (")));
    }

    private static List<String> answersOfTheOriginal(Sample sample) throws SQLException {
        try (TestDatabase original = SampleDatabase.of(sample.file());
                Connection connection = original.dataSource().getConnection()) {
            connection.createStatement().execute("set session authorization shop");
            return SampleQueries.of(sample.file()).answers(connection);
        }
    }

    private static void seesNothing(TestDatabase database, Tenant tenant) throws SQLException {
        List<String> tables = ask(database, TENANT_TABLES);
        assertThat(tables).hasSizeGreaterThan(7);
        for (String table : tables) {
            if (!table.equals("wholesale.audit")) {
                assertThat(ask(database, "select count(*) > 0 from " + table))
                        .as(table)
                        .containsExactly("t");
            }
            List<String> seen = as(database, tenant, connection -> rows(connection, "select count(*) from " + table));
            assertThat(seen).as(table).containsExactly("0");
        }
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private static <T> T as(TestDatabase database, Tenant tenant, Work<T> work) throws SQLException {
        try (TenantScope scope = TenantContext.bind(tenant);
                Connection connection =
                        TenantDataSource.wrap(SampleDatabase.app(database)).getConnection()) {
            return work.on(connection);
        }
    }

    private static TenantRegistry registry(TestDatabase database) {
        return TenantRegistry.over(database.dataSource("tenancy_admin", SampleDatabase.PASSWORD), Clock.systemUTC());
    }

    private static List<String> ask(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return rows(connection, sql);
        }
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }
}
