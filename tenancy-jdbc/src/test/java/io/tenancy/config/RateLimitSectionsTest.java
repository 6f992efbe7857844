package io.tenancy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.ratelimit.RateLimit;
import io.tenancy.ratelimit.RateLimit.By;
import io.tenancy.ratelimit.RateLimit.Outage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitSectionsTest {
    @TempDir
    private Path folder;

    private List<RateLimit> read(String yaml) throws IOException {
        Path file = folder.resolve("tenancy.yaml");
        Files.writeString(file, yaml);
        return TenancyConfig.load(file, Map.of()).rateLimits();
    }

    @Test
    void limitsAreReadAsTheyAreWritten() throws IOException {
        assertThat(read("rateLimits:\n"
                        + "  api_key: {by: key, limit: 1000, per: hour}\n"
                        + "  login: {by: address, limit: 10, per: 15 minutes, whenDown: refuse}\n"
                        + "  import: {by: tenant, limit: 100000, per: 2 days, block: 500}\n"))
                .containsExactly(
                        RateLimit.of("api_key", By.KEY, 1_000, Duration.ofHours(1)),
                        RateLimit.of("login", By.ADDRESS, 10, Duration.ofMinutes(15))
                                .whenDown(Outage.REFUSE),
                        RateLimit.of("import", By.TENANT, 100_000, Duration.ofDays(2))
                                .withBlock(500));
        assertThat(read("application: {name: x}\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{by: key, limit: 10, per: fortnight} | 2:35 | must be second, minute, hour or day",
                "{by: adress, limit: 10, per: hour} | 2:14 | did you mean 'address'?",
                "{by: key, limit: 0, per: hour} | 2:9 | capacity must be 1",
                "{by: key, limit: 10, per: 40 days} | 2:9 | window must be 1 s to 31 days",
                "{by: key, per: hour} | 2:9 | needs limit",
                "{by: key, limit: 10, per: hour, block: 11} | 2:9 | block must be 1",
                "{by: key, limit: 10, per: hour, whenDown: closed} | 2:51 | must be one of allow, refuse",
                "{by: key, limit: 10, per: hour, burst: 3} | 2:41 | unknown key 'burst'"
            })
    void whatIsWrongIsToldWithItsPlace(String limit, String place, String problem) {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> read("rateLimits:\n  some: " + limit + "\n"))
                .withMessageContaining(place)
                .withMessageContaining(problem);
    }

    @Test
    void whatEveryKeyGetsIsPerKeyAndHour() {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> read("rateLimits:\n  api_key: {by: tenant, limit: 10, per: minute}\n"))
                .withMessageContaining("by key, per hour");
    }
}
