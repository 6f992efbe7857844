package io.tenancy.jdbc.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.jdbc.failure.TenantSwitchException;
import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Each protection on the connection beside the way it is usually done without: small re-implementations of what others ship, on raw
 * connections of the same role, and what they show.
 */
class LoadBearingContextTest {
    private static final int EXECUTIONS = 12;
    private static final String READ = "select owner from entry where at > ? order by id";
    private static Ledger ledger;
    private static Tenant ann;
    private static Tenant bob;

    @BeforeAll
    static void open() throws SQLException {
        ledger = Ledger.open(2);
        ann = ledger.tenantAt(0);
        bob = ledger.tenantAt(1);
    }

    @AfterAll
    static void closeAll() {
        ledger.close();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** How others set the tenant: by hand, for the transaction or for the session. */
    private static void setTenant(Connection connection, Tenant tenant, boolean local) throws SQLException {
        execute(connection, "select set_config('tenancy.tenant_id', '" + tenant.id() + "', " + local + ")");
    }

    private static List<String> owners(Connection connection) throws SQLException {
        List<String> owners = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select distinct owner from entry")) {
            while (rows.next()) {
                owners.add(rows.getString(1));
            }
        }
        return owners;
    }

    @Test
    void aSessionLevelTenantStaysForTheNextBorrower() throws SQLException {
        try (HikariDataSource pool = Ledger.pool(ledger.app(), 1)) {
            try (Connection first = pool.getConnection()) {
                setTenant(first, ann, false);
                assertThat(owners(first)).containsExactly(ann.id().toString());
            }
            try (Connection second = pool.getConnection()) {
                assertThat(owners(second))
                        .as("nobody is bound")
                        .containsExactly(ann.id().toString());
            }
        }
        try (HikariDataSource pool = Ledger.pool(ledger.app(), 1)) {
            try (TenantScope scope = TenantContext.bind(ann);
                    Connection first = TenantDataSource.wrap(pool).getConnection()) {
                assertThat(owners(first)).containsExactly(ann.id().toString());
            }
            try (Connection second = pool.getConnection()) {
                assertThatThrownBy(() -> owners(second)).isInstanceOf(SQLException.class);
            }
        }
    }

    /** One text, autocommit, no transaction: one round trip, and right, five times. */
    @Test
    void contextAndStatementInAutocommitModeLoseTheTenantFromTheSixthExecutionOn() throws SQLException {
        int right = 0;
        SQLException lost = null;
        try (Connection connection = ledger.app().getConnection()) {
            for (int i = 0; i < EXECUTIONS && lost == null; i++) {
                try {
                    right += compositeRows(connection) == Ledger.SEEDED ? 1 : 0;
                } catch (SQLException e) {
                    lost = e;
                }
            }
        }
        assertThat(right).isEqualTo(5);
        assertThat((Throwable) lost).isNotNull().hasMessageContaining("invalid input syntax for type uuid: \"\"");

        try (TenantScope scope = TenantContext.bind(ann);
                Connection connection = TenantDataSource.wrap(ledger.app()).getConnection()) {
            for (int i = 0; i < EXECUTIONS; i++) {
                assertThat(unitRows(connection)).isEqualTo(Ledger.SEEDED);
            }
        }
    }

    private static int compositeRows(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select set_config('tenancy.tenant_id', (?::uuid)::text, true); " + READ)) {
            statement.setObject(1, ann.id().value());
            statement.setTimestamp(2, new Timestamp(0));
            statement.execute();
            statement.getMoreResults();
            return count(statement.getResultSet());
        }
    }

    private static int unitRows(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setTimestamp(1, new Timestamp(0));
            return count(statement.executeQuery());
        }
    }

    private static int count(ResultSet rows) throws SQLException {
        int count = 0;
        while (rows.next()) {
            count++;
        }
        return count;
    }

    @Test
    void aTransactionThatIsNotPinnedMixesTenants() throws SQLException {
        try (Connection raw = ledger.app().getConnection()) {
            raw.setAutoCommit(false);
            setTenant(raw, ann, true);
            execute(raw, "insert into entry (owner, body) values ('" + ann.id() + "', 'half of a transaction')");
            setTenant(raw, bob, true); // a nested scope, say, in a listener
            assertThat(owners(raw)).containsExactly(bob.id().toString());
            execute(raw, "insert into entry (owner, body) values ('" + ann.id() + "', 'meant for Ann')");
            raw.commit();
        }
        assertThat(ledger.strayRows()).isEqualTo(1);
        ledger.database.execute("delete from entry where body in ('half of a transaction', 'meant for Ann')");

        try (TenantScope scope = TenantContext.bind(ann);
                Connection connection = TenantDataSource.wrap(ledger.app()).getConnection()) {
            connection.setAutoCommit(false);
            assertThat(owners(connection)).containsExactly(ann.id().toString());
            try (TenantScope nested = TenantContext.bind(bob)) {
                assertThatThrownBy(() -> owners(connection)).hasCauseInstanceOf(TenantSwitchException.class);
            }
            connection.rollback();
        }
    }

    @Test
    void aContextSentOnlyOnceIsLostWithTheSavepointBeforeIt() throws SQLException {
        try (Connection raw = ledger.app().getConnection()) {
            raw.setAutoCommit(false);
            Savepoint before = raw.setSavepoint();
            setTenant(raw, ann, true);
            assertThat(owners(raw)).containsExactly(ann.id().toString());
            raw.rollback(before);
            assertThatThrownBy(() -> owners(raw)).isInstanceOf(SQLException.class);
        }
        try (TenantScope scope = TenantContext.bind(ann);
                Connection connection = TenantDataSource.wrap(ledger.app()).getConnection()) {
            connection.setAutoCommit(false);
            Savepoint before = connection.setSavepoint();
            assertThat(owners(connection)).containsExactly(ann.id().toString());
            connection.rollback(before);
            assertThat(owners(connection)).containsExactly(ann.id().toString());
            connection.rollback();
        }
    }

    @Test
    void aPoolThatRollsNothingBackHandsTheTenantOn() throws SQLException {
        try (Connection physical = ledger.app().getConnection()) {
            DataSource pool = CarelessPool.over(physical);
            try (Connection first = pool.getConnection()) {
                first.setAutoCommit(false);
                setTenant(first, ann, true);
            }
            try (Connection second = pool.getConnection()) {
                assertThat(owners(second))
                        .as("nobody is bound")
                        .containsExactly(ann.id().toString());
                second.rollback();
                second.setAutoCommit(true);
            }
            try (TenantScope scope = TenantContext.bind(ann);
                    Connection first = TenantDataSource.wrap(pool).getConnection()) {
                first.setAutoCommit(false);
                assertThat(owners(first)).containsExactly(ann.id().toString());
            }
            try (Connection second = pool.getConnection()) {
                assertThatThrownBy(() -> owners(second)).isInstanceOf(SQLException.class);
            }
        }
    }

    /** A policy that swallows the missing tenant turns every mistake into an empty answer. */
    @Test
    void aLenientPolicyIsSilentWhereTheStrictOneIsLoud() throws SQLException {
        try (Connection raw = ledger.app().getConnection()) {
            setTenant(raw, ann, true); // autocommit: gone with its own statement
            assertThatThrownBy(() -> owners(raw)).hasMessageContaining("invalid input syntax for type uuid: \"\"");
        }
        try (Ledger lenient = Ledger.open(2)) {
            String predicate = "(tenant_id = nullif(current_setting('tenancy.tenant_id', true), '')::uuid)";
            lenient.database.execute("alter policy tenancy_floor on entry using " + predicate
                    + "; alter policy tenancy_base on entry using " + predicate);
            try (Connection raw = lenient.app().getConnection()) {
                setTenant(raw, ann, true);
                assertThat(owners(raw)).isEmpty();
            }
        }
    }
}
