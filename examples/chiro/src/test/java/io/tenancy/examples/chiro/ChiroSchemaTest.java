package io.tenancy.examples.chiro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.entitlement.FeatureOverride;
import io.tenancy.entitlement.FeatureValue.Amount;
import io.tenancy.entitlement.Limit;
import io.tenancy.entitlement.Plan;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.jdbc.migration.Migrator;
import io.tenancy.jdbc.migration.RolePasswords;
import io.tenancy.jdbc.migration.TenancySchema;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.PlanRegistry;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.tenant.Tenant;
import io.tenancy.testing.support.TestDatabase;
import io.tenancy.testing.support.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The schema and the rows on a real PostgreSQL, as the application's role and with the rows of both practices in the tables. */
class ChiroSchemaTest {
    private static final String PASSWORD = "chiro-test";
    private static final Clock CLOCK = Clock.fixed(PracticeDataTest.NOW, ZoneOffset.UTC);
    private static final PracticeData RIDGELINE_ROWS = PracticeData.of(Practice.ridgeline(), CLOCK);
    private static final PracticeData HARBOUR_ROWS = PracticeData.of(Practice.harbour(), CLOCK);

    private static final Attribution OPS = new Attribution("test", "test");

    private static TestDatabase database;
    private static DataSource application;
    private static Tenant ridgeline;
    private static Tenant harbour;

    @BeforeAll
    static void migrateAndLoad() throws SQLException {
        database = TestServer.database();
        TenancySchema.installRoles(database.dataSource(), RolePasswords.same(PASSWORD));
        DataSource migrator = database.dataSource("tenancy_migrator", PASSWORD);
        TenancySchema.installControlPlane(migrator);
        Migrator.builder(migrator)
                .locations(List.of(ChiroSchema.MIGRATIONS))
                .build()
                .migrate();
        ridgeline = practice(Practice.ridgeline());
        harbour = practice(Practice.harbour());
        application = TenantDataSource.wrap(database.dataSource("tenancy_app", PASSWORD));
        load(ridgeline, RIDGELINE_ROWS);
        load(harbour, HARBOUR_ROWS);
    }

    /** With a plan: without one it may have no patients. */
    private static Tenant practice(Practice practice) {
        DataSource admin = database.dataSource("tenancy_admin", PASSWORD);
        PlanRegistry plans = PlanRegistry.over(admin, CLOCK);
        plans.publish(
                List.of(new Plan(
                        "large",
                        1,
                        "Large",
                        Plan.Kind.BASE,
                        List.of(),
                        Plan.Terms.PLAIN,
                        Map.of("patients", new Amount(Limit.of(1_000))))),
                OPS);
        Tenant tenant = TenantRegistry.over(admin, CLOCK).create(practice.key(), practice.name(), OPS);
        plans.assign(tenant.id(), "large", null, null, OPS);
        return tenant;
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void eachPracticeSeesItsRowsAndNoOthers() throws SQLException {
        for (String table : ChiroSchema.TABLES) {
            assertThat(number(ridgeline, "select count(*) from " + table))
                    .as(table)
                    .isEqualTo(RIDGELINE_ROWS.counts().get(table).longValue());
            assertThat(number(harbour, "select count(*) from " + table))
                    .as(table)
                    .isEqualTo(HARBOUR_ROWS.counts().get(table).longValue());
            assertThat(number(
                            harbour,
                            "select count(*) from " + table + " where organization_id <> '" + harbour.id() + "'"))
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void patientsAreCountedWhereTheyAreStoredAndNoMoreThanThePlanHas() throws SQLException {
        String used = "select used from tenancy.usage_counter where meter = 'patients' and tenant_id = '";
        assertThat(operatorNumber(used + harbour.id() + "'"))
                .isEqualTo(HARBOUR_ROWS.counts().get("patients").longValue());
        PlanRegistry plans = PlanRegistry.over(database.dataSource("tenancy_admin", PASSWORD), CLOCK);
        plans.override(
                harbour.id(),
                new FeatureOverride(
                        "patients", new Amount(Limit.of(HARBOUR_ROWS.counts().get("patients"))), null, "full"),
                OPS);
        String another =
                "insert into patients (id, chart_number, given_name, family_name, born_on, email, phone, complaint,"
                        + " created_at) values (gen_random_uuid(), 'C-new', 'Ann', 'New', '1990-01-01', 'ann.new@example.org', '1',"
                        + " 'back', '2026-01-01Z')";
        assertThatThrownBy(() -> execute(harbour, another)).hasMessageContaining("190 of 190 of patients");
        assertThat(operatorNumber(used + ridgeline.id() + "'"))
                .isEqualTo(RIDGELINE_ROWS.counts().get("patients").longValue());
    }

    private static void execute(Tenant tenant, String sql) throws SQLException {
        try (TenantScope scope = TenantContext.bind(tenant);
                Connection connection = application.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void bothPracticesAreInTheSameTables() throws SQLException {
        for (String table : ChiroSchema.TABLES) {
            assertThat(operatorNumber("select count(*) from " + table))
                    .isEqualTo(RIDGELINE_ROWS.counts().get(table)
                            + HARBOUR_ROWS.counts().get(table));
        }
    }

    @Test
    void everyTableHasForcedPoliciesAndTheAppSeesItThroughThem() throws SQLException {
        assertThat(operatorNumber(
                        "select count(*) from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r'"
                                + " and relrowsecurity and relforcerowsecurity and relowner = 'tenancy_owner'::regrole"
                                + " and exists (select from pg_policy where polrelid = c.oid and not polpermissive)"))
                .isEqualTo(ChiroSchema.TABLES.size());
    }

    @Test
    void isolationHadNothingToWarnOf() throws SQLException {
        for (String table : ChiroSchema.TABLES) {
            assertThat(operatorNumber(
                            "select count(*) from tenancy.isolation_warnings('" + table + "', 'organization_id')"))
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void viewsShowTheBoundPracticeOnly() throws SQLException {
        long booked = HARBOUR_ROWS.appointments().stream()
                .filter(a -> !a.status().equals("cancelled"))
                .count();
        assertThat(number(harbour, "select count(*) from schedule")).isEqualTo(booked);
        long open = HARBOUR_ROWS.invoices().stream()
                .filter(i -> i.status().equals("issued"))
                .count();
        assertThat(number(harbour, "select count(*) from outstanding_invoices")).isEqualTo(open);
        assertThat(number(harbour, "select count(distinct currency) from outstanding_invoices"))
                .isEqualTo(1);
    }

    @Test
    void moneyAddsUp() throws SQLException {
        long lines = HARBOUR_ROWS.lines().stream()
                .mapToLong(l -> l.quantity() * l.unitMinor())
                .sum();
        assertThat(number(harbour, "select sum(amount_minor) from invoice_lines"))
                .isEqualTo(lines);
        assertThat(
                        number(
                                harbour,
                                "select count(*) from invoices i where status = 'paid' and paid_minor <> (select sum(amount_minor)"
                                        + " from invoice_lines l where l.organization_id = i.organization_id and l.invoice_id = i.id)"))
                .isZero();
    }

    @Test
    void aLineCannotHangUnderAnotherPracticesInvoice() {
        UUID foreign = RIDGELINE_ROWS.invoices().get(0).id();
        assertRefused(
                "23503",
                "insert into invoice_lines (id, invoice_id, position, code, description, quantity, unit_minor)"
                        + " values (gen_random_uuid(), '" + foreign + "', 1, 'X', 'x', 1, 0)");
    }

    @Test
    void anAppointmentCannotBookAnotherPracticesPractitioner() {
        UUID practitioner = RIDGELINE_ROWS.practitioners().get(0).id();
        UUID patient = HARBOUR_ROWS.patients().get(0).id();
        assertRefused("23503", appointment(practitioner, patient, "2031-01-06 10:00Z"));
    }

    @Test
    void aPractitionerIsNotBookedTwiceAtOnce() {
        var taken = HARBOUR_ROWS.appointments().stream()
                .filter(a -> a.status().equals("completed"))
                .findFirst()
                .orElseThrow();
        UUID somebodyElse = HARBOUR_ROWS.patients().stream()
                .map(PracticeData.Patient::id)
                .filter(id -> !id.equals(taken.patient().id()))
                .findFirst()
                .orElseThrow();
        assertRefused(
                "23P01",
                appointment(
                        taken.practitioner().id(),
                        somebodyElse,
                        taken.startsAt().toString()));
    }

    @Test
    void theSameAddressAndTheSameInvoiceNumberExistOnBothSides() throws SQLException {
        assertThat(operatorNumber("select count(*) from patients a join patients b on a.email = b.email"
                        + " where a.organization_id < b.organization_id"))
                .isGreaterThanOrEqualTo(12);
        assertThat(operatorNumber("select count(*) from invoices a join invoices b on a.number = b.number"
                        + " where a.organization_id < b.organization_id"))
                .isEqualTo(HARBOUR_ROWS.invoices().size());
    }

    @Test
    void withNobodyBoundTheLoaderWritesNothing() {
        assertThatThrownBy(() -> new PracticeLoader(application).load(HARBOUR_ROWS))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("TENANT_CONTEXT_MISSING");
    }

    private static String appointment(UUID practitioner, UUID patient, String starts) {
        return "insert into appointments (id, practitioner_id, patient_id, starts_at, ends_at, kind, status, reason, created_at)"
                + " values (gen_random_uuid(), '" + practitioner + "', '" + patient + "', '" + starts
                + "', timestamptz '"
                + starts + "' + interval '20 minutes', 'adjustment', 'confirmed', 'x', '" + starts + "')";
    }

    private static void assertRefused(String state, String sql) {
        assertThatThrownBy(() -> {
                    try (TenantScope ignored = TenantContext.bind(harbour);
                            Connection connection = application.getConnection();
                            Statement statement = connection.createStatement()) {
                        statement.executeUpdate(sql);
                    }
                })
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
    }

    private static void load(Tenant tenant, PracticeData rows) throws SQLException {
        try (TenantScope ignored = TenantContext.bind(tenant)) {
            new PracticeLoader(application).load(rows);
        }
    }

    private static long number(Tenant tenant, String sql) throws SQLException {
        try (TenantScope ignored = TenantContext.bind(tenant)) {
            return number(application, sql);
        }
    }

    private static long operatorNumber(String sql) throws SQLException {
        return number(database.dataSource(), sql);
    }

    private static long number(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
