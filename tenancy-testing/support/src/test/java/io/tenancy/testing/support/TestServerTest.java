package io.tenancy.testing.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TestServerTest {
    @Test
    void aTemplateIsPreparedOnceAndClonesDoNotShareRows() throws Exception {
        AtomicInteger prepared = new AtomicInteger();
        TestServer.Preparation preparation = database -> {
            prepared.incrementAndGet();
            database.execute("create table item (id int); insert into item values (1)");
        };
        TestServer.template("items", preparation);
        TestServer.template("items", preparation);
        assertThat(prepared).hasValue(1);
        try (TestDatabase left = TestServer.clone("items");
                TestDatabase right = TestServer.clone("items")) {
            left.execute("insert into item values (2)");
            assertThat(rows(left)).isEqualTo(2);
            assertThat(rows(right)).isEqualTo(1);
        }
    }

    @Test
    void aTemplateMayBeCopiedWhileItsPreparationIsStillConnected() throws Exception {
        AtomicInteger open = new AtomicInteger();
        TestServer.template("busy", database -> {
            database.execute("create table item (id int)");
            assertThat(database.dataSource().getConnection().isValid(1)).isTrue();
            open.incrementAndGet();
        });
        try (TestDatabase database = TestServer.clone("busy")) {
            assertThat(rows(database)).isZero();
        }
    }

    @Test
    void aFailedPreparationLeavesNothingAndMayBeRepeated() throws Exception {
        assertThatThrownBy(() -> TestServer.template("fails", database -> {
                    throw new IllegalArgumentException("the migration is wrong");
                }))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("the migration is wrong");
        assertThatThrownBy(() -> TestServer.clone("fails")).isInstanceOf(IllegalStateException.class);
        TestServer.template("fails", database -> database.execute("create table item (id int)"));
        try (TestDatabase database = TestServer.clone("fails")) {
            assertThat(rows(database)).isZero();
        }
    }

    @Test
    void closingDropsTheDatabaseUnderOpenConnections() throws Exception {
        TestDatabase database = TestServer.database();
        Connection connection = database.dataSource().getConnection();
        database.close();
        database.close();
        assertThat(connection.isValid(1)).isFalse();
        assertThatThrownBy(() -> database.execute("select 1"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("3D000"));
    }

    @Test
    void anUnknownTemplateIsRefused() {
        assertThatThrownBy(() -> TestServer.clone("unheard_of")).hasMessageContaining("unheard_of");
        assertThatThrownBy(() -> TestServer.template("Not A Name", database -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static int rows(TestDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from item")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
