package io.tenancy.cli.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.isolation.Severity;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class InterruptedAdoptionTest {
    @TempDir
    Path folder;

    private TestDatabase database;
    private Adoption adoption;

    @BeforeEach
    void open() throws Exception {
        database = Shop.database();
        adoption = Adoption.builder(database.dataSource(), Shop.migrator(database), folder, Clock.systemUTC())
                .tenant(TenantKey.of("fjord"), null)
                .shared(Set.of("genre"))
                .withoutProof()
                .build();
        adoption.write(adoption.plan());
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private void assertAdopted() throws Exception {
        AdoptionReport report = adoption.apply(ignored -> {});
        assertThat(report.isContentEqual()).as(report.tables().toString()).isTrue();
        assertThat(report.audit().findings(Severity.WARNING)).isEmpty();
    }

    @Test
    void stoppedAfterAnyStepItGoesOnWhenRunAgain() throws Exception {
        String before = CatalogText.of(database.dataSource());
        for (int stop = 0; stop < 60; stop += 4) {
            int at = stop;
            int[] seen = {0};
            try {
                AdoptionReport report = adoption.apply(said -> {
                    if (seen[0]++ == at) {
                        throw new IllegalStateException("stopped");
                    }
                });
                assertThat(report.isContentEqual()).isTrue();
                break;
            } catch (IllegalStateException expected) {
                assertThat(expected).hasMessage("stopped");
            }
        }
        assertAdopted();
        adoption.undo(false);
        assertThat(CatalogText.of(database.dataSource())).isEqualTo(before);
    }

    /** What kill -9 leaves: a session that is gone in the middle of CREATE INDEX CONCURRENTLY, and an index that is not valid. */
    @Test
    @Timeout(120)
    void killedInTheMiddleOfAnIndexItRemovesTheHalfBuiltOne() throws Exception {
        String before = CatalogText.of(database.dataSource());
        try (Connection writer = database.dataSource().getConnection()) {
            writer.setAutoCommit(false);
            CompletableFuture<Void> run = CompletableFuture.runAsync(() -> {
                try {
                    var unused = adoption.apply(said -> {
                        if (said.contains("tenant_column")) {
                            hold(writer);
                        }
                    });
                } catch (Exception e) {
                    throw new CompletionException(e);
                }
            });
            while (!killed() && !run.isDone()) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(run::join).isInstanceOf(CompletionException.class);
            assertThat(half()).isTrue();
            writer.rollback();
        }
        assertAdopted();
        assertThat(half()).isFalse();
        adoption.undo(false);
        assertThat(CatalogText.of(database.dataSource())).isEqualTo(before);
    }

    /** A transaction that has written to the table: an index that is built beside it has to wait for its end. */
    private static void hold(Connection writer) {
        try {
            Query.run(writer, "lock table film in row exclusive mode");
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean killed() throws Exception {
        try (Connection connection = database.dataSource().getConnection()) {
            return !Query.list(
                            connection,
                            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                                    + " and query ilike '%index concurrently%on public.film %' and wait_event_type = 'Lock'"
                                    + " and pid <> pg_backend_pid()",
                            row -> row.getBoolean(1))
                    .isEmpty();
        }
    }

    private boolean half() throws Exception {
        try (Connection connection = database.dataSource().getConnection()) {
            return Query.test(connection, "select exists (select from pg_index where not indisvalid)");
        }
    }

    @Test
    void twoAtOnceAreOneTooMany() throws Exception {
        try (Connection other = Shop.migrator(database).getConnection()) {
            Journal.lock(other);

            assertThatThrownBy(() -> adoption.apply(ignored -> {}))
                    .isInstanceOfSatisfying(
                            TenancyException.class,
                            busy -> assertThat(busy.code()).isEqualTo(ErrorCode.BUSY));
        }
    }

    /** Without the comparison, a row that somebody changed on the way would go unnoticed. */
    @Test
    void rowThatWasChangedOnTheWayIsTold() throws Exception {
        AdoptionReport report = adoption.apply(said -> {
            if (said.contains("V1__")) {
                try {
                    database.execute(
                            "alter table note disable trigger all; update note set body = 'changed' where note_id = 1");
                } catch (java.sql.SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        });

        assertThat(report.tables())
                .filteredOn(table -> !table.isEqual())
                .extracting(AdoptionReport.Compared::table)
                .containsExactly("public.note");
    }
}
