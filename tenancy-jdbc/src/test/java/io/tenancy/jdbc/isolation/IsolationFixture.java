package io.tenancy.jdbc.isolation;

import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.jdbc.testing.TenancyDatabase;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A database with two tenants' ids at hand, and words for making tables. */
abstract class IsolationFixture {
    static final UUID NORTH = UUID.fromString("0192f0c1-0000-7000-8000-000000000001");
    static final UUID SOUTH = UUID.fromString("0192f0c1-0000-7000-8000-000000000002");
    static TenancyDatabase database;
    static RowLevelSecurity security;

    @BeforeAll
    static void start() {
        database = TenancyDatabase.create();
        security = RowLevelSecurity.over(database.migrator());
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    static void table(String name, String columns) throws SQLException {
        run(database.migrator(), "create table " + name + " (" + columns + ")");
    }

    /** Row 1 is north's, rows 2 and 3 are south's. */
    static void rows(String name, String column) throws SQLException {
        String row = "('%s', %d)";
        run(
                database.migrator(),
                "insert into " + name + " (" + column + ", id) values " + row.formatted(NORTH, 1) + ", "
                        + row.formatted(SOUTH, 2) + ", " + row.formatted(SOUTH, 3));
    }

    interface Attempt {
        void make() throws SQLException;
    }

    static void refused(String sqlState, Attempt attempt) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(attempt::make)
                .extracting(SQLException::getSQLState)
                .isEqualTo(sqlState);
    }
}
