package io.tenancy.jdbc.internal.ratelimit;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.tenancy.jdbc.internal.pool.Pools;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.ratelimit.RateLimit;
import io.tenancy.ratelimit.RateSubject;
import io.tenancy.ratelimit.SharedBuckets;
import io.tenancy.testing.support.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresBucketsTest extends SharedBucketsContract {
    private static TenancyDatabase database;
    private static HikariDataSource worker;
    private static PostgresBuckets buckets;

    @BeforeAll
    static void start() {
        database = TenancyDatabase.create();
        worker = Pools.open(
                "worker",
                TestServer.server().jdbcUrl(database.name()),
                TenancyRole.WORKER.roleName(),
                TenancyDatabase.PASSWORD,
                4);
        buckets = new PostgresBuckets(worker, CLOCK);
    }

    @AfterAll
    static void stop() {
        worker.close();
        database.close();
    }

    @Override
    SharedBuckets buckets() {
        return buckets;
    }

    @Test
    void bucketsThatAreFullAgainAreRemoved() throws SQLException {
        RateLimit minute = RateLimit.of("short", RateLimit.By.KEY, 60, Duration.ofMinutes(1));
        buckets.take(minute, RateSubject.key(UUID.randomUUID()), 60);
        String question = "select count(*) from tenancy.rate_limit_bucket where id like 'short %'";
        CLOCK.advance(Duration.ofSeconds(119));
        buckets.removeFull();
        assertThat(ask(database.superuser(), question)).containsExactly("1");
        CLOCK.advance(Duration.ofSeconds(2));
        assertThat(buckets.removeFull()).isPositive();
        assertThat(ask(database.superuser(), question)).containsExactly("0");
    }

    @Test
    void theApplicationsRoleReachesNoBucket() {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> ask(database.app(), "select id from tenancy.rate_limit_bucket"))
                .extracting(SQLException::getSQLState)
                .isEqualTo("42501");
    }
}
