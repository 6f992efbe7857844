package io.tenancy.cli.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.jdbc.isolation.IsolationAudit;
import io.tenancy.jdbc.isolation.Severity;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
    private static final TenantKey HARBOUR = TenantKey.of("harbour");
    private static final List<String> COUNTS = List.of(
            "select (select count(*) from film), (select count(*) from payment), (select count(*) from note), (select count(*) from film_note),"
                    + " (select count(*) from booking), (select count(*) from film_log), (select sum(price) from film), (select max(last_update) from film)");

    @TempDir
    Path folder;

    private TestDatabase database;
    private TestDatabase other;
    private Adoption adoption;

    @BeforeEach
    void open() throws Exception {
        database = Shop.database();
        other = Shop.database();
        other.execute("update film set price = price + 1; delete from film where film_id between 451 and 500;"
                + " insert into film (title, language_id) select 'More ' || n, 1 from generate_series(1, 700) n");
        adoption = Adoption.builder(database.dataSource(), Shop.migrator(database), folder, Clock.systemUTC())
                .tenant(TenantKey.of("fjord"), null)
                .shared(Set.of("genre"))
                .withoutProof()
                .build();
        adoption.write(adoption.plan());
        assertThat(adoption.apply(ignored -> {}).isContentEqual()).isTrue();
    }

    @AfterEach
    void drop() {
        database.close();
        other.close();
    }

    private ImportReport imported(SharedRows choice) throws Exception {
        return adoption.importFrom(other.dataSource(), HARBOUR, "Harbour", choice, ignored -> {});
    }

    @Test
    void secondDeploymentBecomesATenantWithTheSameKeys() throws Exception {
        List<String> there = Answers.of(Answers.asOwner(other), COUNTS);
        List<String> first = Answers.of(Answers.asTenant(database, "fjord"), COUNTS);

        ImportReport report = imported(SharedRows.REFUSE);

        assertThat(report.isContentEqual()).as(report.tables().toString()).isTrue();
        assertThat(report.sequences()).contains("public.film_film_id_seq");
        assertThat(Answers.of(Answers.asTenant(database, "harbour"), COUNTS)).isEqualTo(there);
        assertThat(Answers.of(Answers.asTenant(database, "fjord"), COUNTS)).isEqualTo(first);
        assertThat(Answers.of(
                        Answers.asTenant(database, "fjord"),
                        List.of("insert into film (title, language_id) values ('New', 1) returning film_id > 1200")))
                .containsExactly("[[t]]");
        assertThat(IsolationAudit.builder(Shop.migrator(database)).build().run().findings(Severity.WARNING))
                .isEmpty();
        assertThatThrownBy(() -> adoption.undo(false)).hasMessageContaining("rows of other tenants would be lost");
    }

    @Test
    void interruptedImportGoesOnWhereItWas() throws Exception {
        for (int stop = 0; stop < 40; stop += 3) {
            int at = stop;
            int[] seen = {0};
            try {
                ImportReport report =
                        adoption.importFrom(other.dataSource(), HARBOUR, null, SharedRows.REFUSE, said -> {
                            if (seen[0]++ == at) {
                                throw new IllegalStateException("interrupted");
                            }
                        });
                assertThat(report.isContentEqual()).isTrue();
                return;
            } catch (IllegalStateException expected) {
                assertThat(Answers.registry(database)
                                .find(HARBOUR)
                                .filter(tenant -> tenant.status().name().equals("ACTIVE")))
                        .isEmpty();
            }
        }
        throw new AssertionError("never came to an end");
    }

    @Test
    void sharedTablesThatDifferAreRefusedUnlessSomebodyChooses() throws Exception {
        other.execute("insert into genre values (3, 'Western'); update genre set name = 'Crime' where genre_id = 2");

        assertThatThrownBy(() -> imported(SharedRows.REFUSE))
                .isInstanceOf(AdoptionException.class)
                .hasMessageContaining("public.genre: 3 rows there, 2 here");
        ImportReport report = imported(SharedRows.ADD);

        assertThat(report.isContentEqual()).isTrue();
        assertThat(Answers.of(
                        Answers.asTenant(database, "harbour"), List.of("select name from genre order by genre_id")))
                .containsExactly("[[Drama], [Noir], [Western]]");
    }

    @Test
    void anotherSchemaIsRefused() throws Exception {
        other.execute(
                "alter table film add column runtime int; create table extra (id int); alter table note alter body type varchar(90)");

        assertThatThrownBy(() -> imported(SharedRows.REFUSE))
                .isInstanceOf(AdoptionException.class)
                .hasMessageContaining("public.film.runtime is not here")
                .hasMessageContaining("table public.extra is not here")
                .hasMessageContaining("public.note.body is character varying(90) there and text here");
    }

    @Test
    void tenantThatHasRowsAlreadyTakesNoOthersIn() throws Exception {
        assertThatThrownBy(() -> adoption.importFrom(
                        other.dataSource(), TenantKey.of("fjord"), null, SharedRows.REFUSE, ignored -> {}))
                .isInstanceOf(AdoptionException.class)
                .hasMessageContaining("has rows in");
    }
}
