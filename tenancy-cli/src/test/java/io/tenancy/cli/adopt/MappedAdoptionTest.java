package io.tenancy.cli.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.jdbc.isolation.Severity;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedAdoptionTest {
    private static final TenantKey CAREXPS = TenantKey.of("carexps");
    private static final TenantKey BERGEN = TenantKey.of("bergen");
    private static final TenantKey OSLO = TenantKey.of("oslo");
    private static final TenantKey NOBODY = TenantKey.of("unassigned");
    private static final Map<String, TenantKey> ALL = Map.of("carexps", CAREXPS, "Bergen", BERGEN, " Oslo Øst", OSLO);

    @TempDir
    Path folder;

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = Shop.filled("clinic");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private Adoption adoption(Map<String, TenantKey> values, @Nullable TenantKey nulls, @Nullable TenantKey unmapped) {
        return Adoption.builder(database.dataSource(), Shop.migrator(database), folder, Clock.systemUTC())
                .column("clinic", values, nulls, unmapped)
                .tenantTables(Set.of("price"))
                .withoutProof()
                .build();
    }

    @Test
    void everyValueBecomesItsTenantAndRowsWithoutOneFollowTheirKeys() throws Exception {
        String before = CatalogText.of(database.dataSource());
        Adoption adoption = adoption(ALL, NOBODY, NOBODY);
        adoption.write(adoption.plan());

        AdoptionReport report = adoption.apply(ignored -> {});

        assertThat(report.isContentEqual()).as(report.tables().toString()).isTrue();
        assertThat(report.audit().findings(Severity.WARNING)).isEmpty();
        List<String> counts = List.of(
                "select (select count(*) from patient), (select count(*) from visit), (select count(*) from visit_line),"
                        + " (select count(*) from attachment), (select count(*) from price)",
                "select distinct clinic from visit");
        assertThat(Answers.of(Answers.asTenant(database, "carexps"), counts))
                .containsExactly("[[100, 2000, 4000, 200, 0]]", "[[carexps]]");
        assertThat(Answers.of(Answers.asTenant(database, "oslo"), counts))
                .containsExactly("[[100, 2000, 4000, 200, 0]]", "[[ Oslo Øst]]");
        assertThat(Answers.of(Answers.asTenant(database, "unassigned"), counts))
                .containsExactly("[[2, 40, 80, 4, 2]]", "[[]]");

        adoption.undo(false);
        assertThat(CatalogText.of(database.dataSource())).isEqualTo(before);
    }

    @Test
    void valuesThatNobodyMappedAreListedWithTheirRows() {
        assertThatThrownBy(
                        () -> adoption(Map.of("carexps", CAREXPS), null, null).plan())
                .hasMessageContaining("' Oslo Øst' (2104 rows)")
                .hasMessageContaining("'Bergen'")
                .hasMessageContaining("NULL (1 rows)")
                .hasMessageContaining("'' (41 rows)")
                .hasMessageNotContaining("'carexps' (");
    }

    @Test
    void rowsThatNothingLeadsToATenantAreNamed() {
        assertThatThrownBy(() -> adoption(ALL, NOBODY, null).plan())
                .hasMessageContaining("price")
                .hasMessageContaining("--unmapped");
    }

    @Test
    void rowsThatPointToAnotherTenantsAreRefusedBeforeAnythingIsDone() throws Exception {
        database.execute(
                "update patient set clinic = 'Bergen' where patient_id = (select min(patient_id) from patient where clinic = 'carexps')");

        assertThatThrownBy(() -> adoption(ALL, NOBODY, NOBODY).plan())
                .isInstanceOf(AdoptionException.class)
                .hasMessageContaining("Rows of one tenant point to rows of another")
                .hasMessageContaining("visit_patient_id_fkey of visit (20 rows)");
    }
}
