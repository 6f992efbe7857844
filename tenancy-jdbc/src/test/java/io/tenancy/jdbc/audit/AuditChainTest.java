package io.tenancy.jdbc.audit;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static io.tenancy.jdbc.testing.TenancyDatabase.askAs;
import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static io.tenancy.jdbc.testing.TenancyDatabase.runAs;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.audit.AuditEntry;
import io.tenancy.audit.AuditOutcome;
import io.tenancy.audit.AuditQuery;
import io.tenancy.jdbc.audit.AuditBreak.Kind;
import io.tenancy.jdbc.internal.audit.AuditRows;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.tenant.Tenant;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The chains, against whoever goes round the Java side, and against whoever goes round the database's guards too. */
class AuditChainTest extends AuditFixture {
    @Test
    void whatTheApplicationSaysIsChainedWhenItCommits() throws SQLException {
        Tenant tenant = tenant();
        say(tenant, 20);

        AuditVerification found = verify(tenant);
        assertThat(found.breaks()).isEmpty();
        assertThat(found.events()).isEqualTo(23);
        assertThat(found.head().sequence()).isEqualTo(23);
        assertThat(found.waiting()).isZero();
        List<AuditEntry> latest = trail.list(
                        AuditChain.of(tenant.id()), AuditQuery.latest().withLimit(1))
                .items();
        assertThat(latest.get(0).details())
                .containsEntry("amountMinor", 4900L)
                .containsEntry("currency", "EUR")
                .containsEntry("paid", false);
        assertThat(latest.get(0).login()).isEqualTo("tenancy_app");
    }

    @Test
    void changesOfTheRegistryStandInTheSameChain() {
        Tenant tenant = tenant();
        registry.suspend(tenant.id(), OPS);

        assertThat(trail.list(AuditChain.of(tenant.id()), AuditQuery.latest()).items())
                .extracting(AuditEntry::action)
                .containsExactly("tenant.status", "tenant.status", "tenant.status", "tenant.create");
        assertThat(registry.show(tenant.id()).history()).hasSize(4);
        assertThat(verify(tenant).breaks()).isEmpty();
    }

    @Test
    void whatIsRolledBackWasNeverSaid() throws SQLException {
        Tenant tenant = tenant();
        refused(
                "22012",
                () -> runAs(database.app(), tenant.id().value(), say("invoice.void", "SUCCESS"), "select 1 / 0"));
        runAs(
                database.app(),
                tenant.id().value(),
                say("invoice.void", "SUCCESS"),
                "savepoint here",
                say("invoice.void", "SUCCESS"),
                "rollback to savepoint here");
        assertThat(verify(tenant).head().sequence()).isEqualTo(4);
        assertThat(verify(tenant).breaks()).isEmpty();
    }

    @Test
    void aboveReadCommittedTheWorkerChains() throws SQLException {
        Tenant tenant = tenant();
        for (String level : List.of("repeatable read", "serializable")) {
            run(
                    database.app(),
                    "begin isolation level " + level + "; select set_config('tenancy.tenant_id', '" + tenant.id()
                            + "', true); " + say("invoice.void", "SUCCESS") + "; commit");
        }
        assertThat(verify(tenant).waiting()).isEqualTo(2);
        assertThat(verify(tenant).head().sequence()).isEqualTo(3);

        assertThat(sealer.seal()).isGreaterThanOrEqualTo(2);
        assertThat(verify(tenant).waiting()).isZero();
        assertThat(verify(tenant).head().sequence()).isEqualTo(5);
        assertThat(verify(tenant).breaks()).isEmpty();
    }

    @Test
    void whatWasDeniedDoesNotTakeTheChainsLock() throws SQLException {
        Tenant tenant = tenant();
        runAs(database.app(), tenant.id().value(), say("invoice.void", "DENIED"), say("invoice.void", "SUCCESS"));
        assertThat(verify(tenant).waiting()).isEqualTo(1);
        sealer.seal();
        assertThat(trail.list(AuditChain.of(tenant.id()), AuditQuery.latest().withOutcome(AuditOutcome.DENIED))
                        .items())
                .hasSize(1);
        assertThat(verify(tenant).breaks()).isEmpty();
    }

    @Test
    void nobodyChangesRemovesOrEmptiesWhatStands() throws SQLException {
        Tenant tenant = tenant();
        say(tenant, 2);
        for (String table : List.of("audit_event", "audit_anchor")) {
            for (TenancyRole role : TenancyRole.values()) {
                if (!role.canLogin()) {
                    continue;
                }
                for (String sql : List.of(
                        "update tenancy." + table + " set sequence = sequence + 100",
                        "delete from tenancy." + table,
                        "truncate tenancy." + table + " cascade")) {
                    refusedBySome(() -> run(database.as(role), sql));
                    refusedBySome(() -> runAs(database.as(role), tenant.id().value(), sql));
                }
            }
            refusedBySome(() -> run(database.superuser(), "truncate tenancy." + table));
        }
        refused("TN004", () -> run(database.superuser(), "update tenancy.audit_event set actor = 'nobody'"));
        refused("TN004", () -> run(database.superuser(), "delete from tenancy.audit_event"));
        refusedBySome(() -> runAs(
                database.app(),
                tenant.id().value(),
                "insert into tenancy.audit_event select * from tenancy.audit_event"));
        refusedBySome(() ->
                run(database.migrator(), "set role tenancy_control; update tenancy.audit_event set actor = 'nobody'"));
    }

    private static void refusedBySome(Attempt attempt) {
        org.assertj.core.api.Assertions.assertThatExceptionOfType(SQLException.class)
                .isThrownBy(attempt::make)
                .satisfies(e -> assertThat(e.getSQLState()).isIn("42501", "TN004"));
    }

    @Test
    void aTenantSeesItsOwnChainAndNeitherAnothersNorThePlatforms() throws SQLException {
        Tenant one = tenant();
        Tenant other = tenant();
        say(one, 3);
        registry.suspend(other.id(), OPS);
        try (var connection = database.admin().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("select tenancy.record_admin_access('ops:anna', 'look', '2026-03-01T10:00:00Z')");
        }

        assertThat(askAs(database.app(), one.id().value(), "select distinct tenant_id from tenancy.audit_event"))
                .containsExactly(one.id().toString());
        assertThat(askAs(database.app(), new UUID(0, 0), "select count(*) from tenancy.audit_event"))
                .containsExactly("0");
        refused("42501", () -> runAs(database.app(), new UUID(0, 0), say("invoice.void", "SUCCESS")));
        refused(
                "42501",
                () -> runAs(
                        database.app(),
                        one.id().value(),
                        "insert into tenancy.audit_pending (tenant_id, id, at, action, outcome, actor) values ('"
                                + other.id() + "', gen_random_uuid(), '2026-03-01T10:00:00Z', 'a.b', 'SUCCESS', 'x')"));
        refused("42501", () -> runAs(database.app(), one.id().value(), "select * from tenancy.audit_pending"));
        for (String table : List.of("audit_chain", "audit_anchor")) {
            refused("42501", () -> run(database.app(), "select * from tenancy." + table));
        }
    }

    @Test
    void theApplicationNamesNeitherItsLoginNorItsPlace() {
        Tenant tenant = tenant();
        for (String column : List.of("login", "place", "xact", "before", "after")) {
            refused(
                    "42501",
                    () -> runAs(
                            database.app(),
                            tenant.id().value(),
                            "insert into tenancy.audit_pending (id, at, action, outcome, actor, " + column
                                    + ") values (gen_random_uuid(), '2026-03-01T10:00:00Z', 'a.b', 'SUCCESS', 'x', default)"));
        }
    }

    @Test
    void detailsAreFlatAndSmall() throws SQLException {
        Tenant tenant = tenant();
        for (String details : List.of(
                "[]",
                "1",
                "{\"a\": {}}",
                "{\"a\": []}",
                "{\"a\": null}",
                "{\"a\": 1.5}",
                "{\"a\": 1.0}",
                "{\"A\": 1}",
                "{\"a\": 9007199254740992}",
                "{\"a\": 1e20}",
                "{\"a b\": 1}",
                "{\"a\": \"" + "x".repeat(501) + "\"}")) {
            refused(
                    "23514",
                    () -> runAs(
                            database.app(),
                            tenant.id().value(),
                            "insert into tenancy.audit_pending (id, at, action, outcome, actor, details) values"
                                    + " (gen_random_uuid(), '2026-03-01T10:00:00Z', 'a.b', 'SUCCESS', 'x', '" + details
                                    + "')"));
        }
        runAs(
                database.app(),
                tenant.id().value(),
                "insert into tenancy.audit_pending (id, at, action, outcome, actor, details) values"
                        + " (gen_random_uuid(), '2026-03-01T10:00:00Z', 'a.b', 'SUCCESS', 'x',"
                        + " '{\"a\": -9007199254740991, \"b\": 0, \"c\": \"\", \"d\": true, \"e\": \"\\u0001\\n\\\"\\\\/\\u007f\\ud83d\\ude00\"}')");
        assertThat(verify(tenant).breaks()).isEmpty();
    }

    /** Each in turn, on a chain of its own, by a superuser whom no trigger meets. */
    @Test
    void everyFlippedFieldIsFoundAtItsPlace() throws SQLException {
        List<String> flips = List.of(
                "hash = set_byte(hash, 0, get_byte(hash, 0) # 1)",
                "id = gen_random_uuid()",
                "at = at + interval '1 microsecond'",
                "login = 'tenancy_apq'",
                "action = 'invoice.voie'",
                "outcome = 'FAILED'",
                "outcome = 'SUCCESR'",
                "actor = 'annb'",
                "actor_id = gen_random_uuid()",
                "on_behalf_of = 'x'",
                "reason = 'x'",
                "address = 'x'",
                "user_agent = 'x'",
                "resource_type = 'invoicf'",
                "resource_id = '4712'",
                "details = details || '{\"amountMinor\": 4901}'",
                "details = details || '{\"paid\": \"false\"}'",
                "details = '[]'",
                "details = '{\"a\": [1]}'",
                "before = '{}'",
                "after = ''");
        for (String flip : flips) {
            Tenant tenant = tenant();
            say(tenant, 5);
            tamper("update tenancy.audit_event set " + flip + " where sequence = 6 and tenant_id = '" + tenant.id()
                    + "'");
            assertThat(verify(tenant).breaks()).as(flip).first().isEqualTo(new AuditBreak(6, Kind.CHANGED));
        }
    }

    @Test
    void oneThatIsGoneIsFoundAtItsPlace() throws SQLException {
        Tenant tenant = tenant();
        say(tenant, 7);
        tamper("delete from tenancy.audit_event where sequence in (1, 6) and tenant_id = '" + tenant.id() + "'");
        assertThat(verify(tenant).breaks())
                .containsExactly(new AuditBreak(1, Kind.MISSING), new AuditBreak(6, Kind.MISSING));
    }

    @Test
    void oneThatIsGoneIsFoundWhenTheOthersCloseUp() throws SQLException {
        Tenant tenant = tenant();
        say(tenant, 7);
        tamper(
                "delete from tenancy.audit_event where sequence = 6 and tenant_id = '" + tenant.id() + "'",
                "update tenancy.audit_event set sequence = sequence - 1 where sequence > 6 and tenant_id = '"
                        + tenant.id() + "'",
                "update tenancy.audit_chain set sequence = sequence - 1 where tenant_id = '" + tenant.id() + "'");
        assertThat(verify(tenant).breaks()).first().isEqualTo(new AuditBreak(6, Kind.CHANGED));
    }

    @Test
    void twoInEachOthersPlaceAreFound() throws SQLException {
        Tenant tenant = tenant();
        say(tenant, 7);
        String where = " and tenant_id = '" + tenant.id() + "'";
        tamper(
                "update tenancy.audit_event set sequence = 1000 where sequence = 5" + where,
                "update tenancy.audit_event set sequence = 5 where sequence = 6" + where,
                "update tenancy.audit_event set sequence = 6 where sequence = 1000" + where);
        assertThat(verify(tenant).breaks()).contains(new AuditBreak(5, Kind.CHANGED), new AuditBreak(6, Kind.CHANGED));
    }

    @Test
    void aTailThatIsCutOffIsFound() throws SQLException {
        Tenant tenant = tenant();
        say(tenant, 7);
        tamper("delete from tenancy.audit_event where sequence > 8 and tenant_id = '" + tenant.id() + "'");
        assertThat(verify(tenant).breaks()).containsExactly(new AuditBreak(9, Kind.CUT_OFF));
    }

    @Test
    void aTailThatIsCutOffTogetherWithTheEndIsFoundByAnAnchor() throws SQLException {
        Tenant tenant = tenant();
        say(tenant, 7);
        sealer.anchor();
        AuditHead outside = verify(tenant).head();
        String where = " where tenant_id = '" + tenant.id() + "'";
        String cut = "delete from tenancy.audit_event" + where + " and sequence > 8";
        String mend = "update tenancy.audit_chain set sequence = 8, hash = (select hash from tenancy.audit_event"
                + where + " and sequence = 8)" + where;
        tamper(cut, mend);
        assertThat(verify(tenant).breaks()).containsExactly(new AuditBreak(9, Kind.CUT_OFF));

        tamper("delete from tenancy.audit_anchor" + where);
        assertThat(verify(tenant).breaks()).isEmpty();
        assertThat(trail.verify(AuditChain.of(tenant.id()), outside).breaks())
                .containsExactly(new AuditBreak(9, Kind.CUT_OFF));
    }

    @Test
    void aChainThatWasWrittenAnewIsFoundByAHeadThatWasKeptOutside() throws SQLException {
        Tenant tenant = tenant();
        say(tenant, 2);
        AuditHead outside = verify(tenant).head();
        String where = " where tenant_id = '" + tenant.id() + "'";
        List<AuditEntry> events = new ArrayList<>();
        trail.export(AuditChain.of(tenant.id()), events::add);
        tamper("update tenancy.audit_event set actor = 'nobody'" + where);
        String hash = AuditRows.BEGINNING;
        for (long sequence = 1; sequence <= events.size(); sequence++) {
            long place = sequence;
            List<AuditEntry> now = new ArrayList<>();
            trail.export(AuditChain.of(tenant.id()), now::add);
            hash = AuditRows.hash(hash, now.get((int) place - 1));
            tamper("update tenancy.audit_event set hash = '\\x" + hash + "'" + where + " and sequence = " + place);
        }
        tamper("update tenancy.audit_chain set hash = '\\x" + hash + "'" + where);
        assertThat(verify(tenant).breaks()).isEmpty();
        assertThat(trail.verify(AuditChain.of(tenant.id()), outside).breaks())
                .containsExactly(new AuditBreak(5, Kind.ANCHOR_DIFFERS));
    }

    @Test
    void everyChainIsVerifiedThePlatformsToo() throws SQLException {
        Tenant tenant = tenant();
        run(database.admin(), "select tenancy.record_admin_access('ops:anna', 'look', '2026-03-01T10:00:00Z')");
        run(database.superuser(), "delete from tenancy.audit_chain where tenant_id = '" + tenant.id() + "'");
        List<AuditVerification> all = trail.verifyAll(one -> {});
        assertThat(all.get(0).chain()).isEqualTo(AuditChain.PLATFORM);
        assertThat(all.get(0).isWhole()).isTrue();
        assertThat(all.get(0).events()).isPositive();
        assertThat(all)
                .filteredOn(one -> one.chain().equals(AuditChain.of(tenant.id())))
                .singleElement()
                .satisfies(one -> assertThat(one.breaks()).containsExactly(new AuditBreak(3, Kind.END_DIFFERS)));
        assertThat(ask(database.superuser(), "select count(*) from tenancy.tenant"))
                .isNotEmpty();
    }
}
