package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;
import io.tenancy.testing.support.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of how tenants are served. */
class StatsCommandsTest {
    @TempDir
    static Path directory;

    private static TestDatabase database;
    private static Tool tool;

    @BeforeAll
    static void install() throws Exception {
        database = Installed.database();
        tool = Installed.tool(directory, database);
        tool.run("tenant", "create", "acme").isOk();
        tool.run("tenant", "create", "other").isOk();
        tool.run("tenant", "suspend", "other").isOk();
        database.execute(
                "insert into tenancy.observed_minute (tenant_id, minute, requests, errors, micros, max_micros, buckets, counts)"
                        + " select id, date_trunc('minute', now()), 100, 3, 5000000, 2000000, '{53,83}', '{97,3}'"
                        + " from tenancy.tenant where key = 'acme';"
                        + "insert into tenancy.observed_error (tenant_id, day, fingerprint, exception, frames, times, first_at, last_at)"
                        + " select id, (now() at time zone 'UTC')::date, '0123456789abcdef', 'com.example.BookingException',"
                        + " '{com.example.Booking.save}', 3, now(), now() from tenancy.tenant where key = 'acme';"
                        + "create table public.visit (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));"
                        + "select tenancy.isolate('public.visit');"
                        + "insert into public.visit select id, gen_random_uuid() from tenancy.tenant, generate_series(1, 3)"
                        + " where key = 'acme'");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void tenantsAreCountedAndServiceIsSummedUp() {
        assertThat(tool.run("stats", "show").isOk().out())
                .contains("ACTIVE", "SUSPENDED", "100 in 24 hours", "3 (3.0 %)", "slowest 2.0 s");
        assertThat(tool.run("stats", "show", "-o", "json").isOk().out())
                .contains("\"SUSPENDED\": 1", "\"requests\": 100", "\"errorRate\": 0.03", "\"slowestMillis\": 2000");
        assertThat(tool.run("stats", "show", "acme", "--hours", "1").isOk().out())
                .contains("acme", "100 in an hour");
        Run other = tool.run("stats", "show", "other").isOk();
        assertThat(other.out()).contains("SUSPENDED", "0 in 24 hours");
        assertThat(other.err()).contains("No requests were observed");
    }

    @Test
    void whoStandsOutIsListed() {
        assertThat(tool.run("stats", "top").isOk().out())
                .contains("acme", "3.0 %")
                .doesNotContain("other");
        assertThat(tool.run("stats", "top", "--by", "time", "-o", "json").isOk().out())
                .contains("\"busyMillis\": 5000");
        tool.run("stats", "top", "--by", "size").failsWith(ErrorCode.USAGE);
        tool.run("stats", "top", "--limit", "0").failsWith(ErrorCode.USAGE);
    }

    @Test
    void errorsAreListedInGroups() {
        assertThat(tool.run("stats", "errors").isOk().out())
                .contains("0123456789abcdef", "com.example.BookingException", "com.example.Booking.save");
        assertThat(tool.run("stats", "errors", "other").isOk().err()).contains("No errors in 7 days");
        tool.run("stats", "errors", "--days", "91").failsWith(ErrorCode.USAGE);
        tool.run("stats", "errors", "nobody").failsWith(ErrorCode.TENANT_NOT_FOUND);
    }

    @Test
    void whatTablesHoldIsCountedForOneAndEstimatedForAll() {
        assertThat(tool.run("stats", "sizes", "acme", "-o", "json").isOk().out())
                .contains("\"table\": \"public.visit\"", "\"rows\": 3");
        assertThat(tool.run("stats", "sizes", "other").isOk().out()).contains("public.visit", "0 B");
        assertThat(tool.run("stats", "sizes").isOk().out()).contains("public.visit", "kB");
    }
}
