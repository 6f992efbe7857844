package io.tenancy.cli.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.jdbc.isolation.proof.DatabaseFingerprint;
import io.tenancy.testing.support.TestDatabase;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples are what they are said to be, before anybody adopts them. */
class SampleDatabaseTest {
    @ParameterizedTest
    @ValueSource(strings = {"dvd", "music", "orders", "practice"})
    void sampleHoldsItsRows(String name) {
        try (TestDatabase database = SampleDatabase.of(name)) {
            DatabaseFingerprint fingerprint =
                    DatabaseFingerprint.builder().withoutSchemas("tenancy").of(database.dataSource());
            long rows = fingerprint.contents().values().stream()
                    .mapToLong(DatabaseFingerprint.Content::rows)
                    .sum();
            assertThat(rows).isGreaterThan(1_000L * SampleDatabase.SCALE);
            assertThat(fingerprint.unread()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dvd", "music", "orders"})
    void applicationIsAnswered(String name) throws Exception {
        SampleQueries queries = SampleQueries.of(name);
        try (TestDatabase database = SampleDatabase.of(name);
                Connection connection = database.dataSource().getConnection()) {
            connection.createStatement().execute("set session authorization shop");

            List<String> answers = queries.answers(connection);

            assertThat(queries.all()).hasSizeGreaterThan(15);
            assertThat(SampleQueries.mistakes(answers)).isEmpty();
            assertThat(answers).filteredOn(answer -> answer.endsWith(": []")).isEmpty();
        }
    }
}
