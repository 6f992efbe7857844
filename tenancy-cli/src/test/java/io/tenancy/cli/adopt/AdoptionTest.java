package io.tenancy.cli.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.isolation.Severity;
import io.tenancy.jdbc.isolation.proof.Outcome;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoptionTest {
    /** What the application asks and does, in its own words: no tenant anywhere. */
    private static final List<String> QUERIES = List.of(
            "select count(*), sum(price) from film",
            "select f.title, l.name from film f join language l using (language_id) where f.film_id < 5 order by 1",
            "select * from film_list where film_id < 5 order by film_id",
            "select * from film_count order by language",
            "select count(*) from cheap_film",
            "select in_stock(7), takings('2024-07-01')",
            "select s.\"Opening Hours\", b.email from stock.shop s join staff b on b.staff_id = s.manager_id order by 2",
            "with recursive chain as (select staff_id, boss_id from staff where staff_id = 6 union all select s.staff_id, s.boss_id"
                    + " from staff s join chain c on c.boss_id = s.staff_id) select count(*) from chain",
            "select date_trunc('month', paid_at), sum(amount) from payment group by 1 order by 1",
            "select note_id, body from note order by 1",
            "select p.payment_id, r.reason from payment p join refund r using (payment_id, paid_at) order by 1 limit 3",
            "insert into film (title, language_id) values ('New', 1) returning film_id, rating",
            "insert into payment (staff_id, amount, paid_at) values (1, 2, '2024-03-03') returning payment_id",
            "insert into booking (shop_id, room, during) values (1, 9, '[2030-01-01,2030-01-02)') returning booking_id",
            "update film set price = 1 where film_id = 3 returning price",
            "insert into country values (9, 'x') on conflict do nothing returning 1",
            "insert into inventory values (1, 5000, 7) on conflict on constraint inventory_pkey do nothing returning label",
            "delete from film where film_id = 400 returning title",
            "select count(*) from inventory where film_id = 400",
            "delete from staff where staff_id = 99 returning 1");

    @TempDir
    Path folder;

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = Shop.database();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private Adoption adoption() {
        return adoption(Set.of("genre"));
    }

    private Adoption adoption(Set<String> shared) {
        return Adoption.builder(database.dataSource(), Shop.migrator(database), folder, Clock.systemUTC())
                .tenant(TenantKey.of("fjord"), "Fjord Rentals")
                .shared(shared)
                .tenantTables(Set.of("country"))
                .withoutProof()
                .build();
    }

    private AdoptionReport adopted() throws Exception {
        Adoption adoption = adoption();
        adoption.write(adoption.plan());
        return adoption.apply(ignored -> {});
    }

    @Test
    void rowsStayAndNoWayAcrossTenantsIsLeft() throws Exception {
        AdoptionReport report = adopted();

        assertThat(report.tables()).allMatch(AdoptionReport.Compared::isEqual).hasSize(13);
        assertThat(report.audit().findings(Severity.WARNING)).isEmpty();
        assertThat(report.applied()).hasSize(6);
    }

    @Test
    void attacksOnTheAdoptedDatabaseAreHeldAndMoveNoSequence() throws Exception {
        Adoption adoption = Adoption.builder(database.dataSource(), Shop.migrator(database), folder, Clock.systemUTC())
                .tenant(TenantKey.of("fjord"), null)
                .shared(Set.of("genre"))
                .build();
        String before = CatalogText.of(database.dataSource());
        adoption.write(adoption.plan());

        AdoptionReport report = adoption.apply(ignored -> {});

        assertThat(report.findings()).noneMatch(finding -> finding.severity() == Severity.ERROR);
        assertThat(Objects.requireNonNull(report.proof()).verdicts(Outcome.LEAKED))
                .isEmpty();
        assertThat(report.proof().verdicts(Outcome.HELD)).hasSizeGreaterThan(100);
        adoption.undo(false);
        assertThat(CatalogText.of(database.dataSource())).isEqualTo(before);
    }

    @Test
    void wayBackLeavesNothingBehind() throws Exception {
        String before = CatalogText.of(database.dataSource());
        adopted();
        assertThat(CatalogText.of(database.dataSource())).isNotEqualTo(before);

        adoption().undo(false);

        assertThat(CatalogText.of(database.dataSource())).isEqualTo(before);
    }

    @Test
    void queriesOfTheApplicationRunUnchangedAsTheFirstTenant() throws Exception {
        List<String> before = Answers.of(Answers.asOwner(database), QUERIES);
        adopted();

        assertThat(Answers.of(Answers.asTenant(database, "fjord"), QUERIES)).isEqualTo(before);
    }

    @Test
    void secondTenantSeesNothingAndMayHaveTheSameKeys() throws Exception {
        adopted();
        Answers.create(database, "harbour");

        assertThat(
                        Answers.of(
                                Answers.asTenant(database, "harbour"),
                                List.of(
                                        "select (select count(*) from film), (select count(*) from payment), (select count(*) from note)",
                                        "select count(*) from film_list",
                                        "insert into country values (1, 'Norway') returning country_id",
                                        "insert into film (film_id, title, language_id) values (1, 'Mine', 1) returning film_id",
                                        "insert into film (title, language_id, sequel_of) values ('Theirs', 1, 2) returning 1; set constraints all immediate")))
                .containsExactly("[[0, 0, 0]]", "[[0]]", "[[1]]", "[[1]]", "23503");
    }

    @Test
    void wayBackIsRefusedWhileASecondTenantHasRows() throws Exception {
        String before = CatalogText.of(database.dataSource());
        adopted();
        Answers.create(database, "harbour");
        Answers.commit(Answers.asTenant(database, "harbour"), "insert into note (body) values ('ours')");

        assertThatThrownBy(() -> adoption().undo(false))
                .isInstanceOf(AdoptionException.class)
                .hasMessageContaining("public.note: 1 rows")
                .hasMessageContaining("--lose-rows");
        adoption().undo(true);

        assertThat(CatalogText.of(database.dataSource()).replaceAll("note_note_id_seq \\d+", "note_note_id_seq 5"))
                .isEqualTo(before);
    }

    @Test
    void planForAnotherStateOfTheDatabaseIsNotApplied() throws Exception {
        Adoption adoption = adoption();
        adoption.write(adoption.plan());
        database.execute("create index one_more on film (price)");

        assertThatThrownBy(() -> adoption.apply(ignored -> {}))
                .isInstanceOfSatisfying(
                        TenancyException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.ADOPTION_REFUSED));
    }

    @Test
    void whatNothingDecidesIsUnsureAndPlannedByNobody() throws Exception {
        AdoptionPlan plan = adoption(Set.of()).plan();

        assertThat(plan.files()).isEmpty();
        assertThat(plan.tables())
                .filteredOn(table -> table.type() == TableClass.UNSURE)
                .extracting(Classified::table)
                .containsExactly("public.genre");
        assertThat(plan.tables())
                .filteredOn(table -> table.type() == TableClass.SHARED)
                .extracting(Classified::table)
                .containsExactly("public.language");
    }

    @Test
    void sharedTableMustNotPointToTenantsRows() {
        assertThatThrownBy(() -> adoption(Set.of("genre", "inventory")).plan())
                .isInstanceOf(AdoptionException.class)
                .hasMessageContaining("inventory");
    }
}
