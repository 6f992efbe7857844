package io.tenancy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.usage.Meter;
import io.tenancy.usage.PlanChange;
import io.tenancy.usage.UsageWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterSectionTest {
    private static final String FEATURES = "features: {visits: integer, storage: size, api: boolean}\n";

    @TempDir
    private Path folder;

    private TenancyConfig read(String yaml) throws IOException {
        Path file = folder.resolve("tenancy.yaml");
        Files.writeString(file, yaml);
        return TenancyConfig.load(file, Map.of());
    }

    @Test
    void metersAreReadAsTheyAreWritten() throws IOException {
        assertThat(read(FEATURES
                                + "meters:\n"
                                + "  visits: {class: exact, feature: visits}\n"
                                + "  exports: {class: exact, window: rolling 30 days, feature: visits, limit: soft}\n"
                                + "  storage: {class: gauge, table: app.attachment, column: size_bytes, feature: storage,"
                                + " thresholds: [100, 90]}\n"
                                + "  seats: {class: gauge}\n"
                                + "  sms: {class: exact, window: anniversary, feature: visits, block: 100}\n"
                                + "  reports: {class: exact, feature: visits, onPlanChange: prorate}\n"
                                + "  api_call: {class: buffered, window: day, onPlanChange: reset}\n")
                        .meters()
                        .all())
                .containsExactly(
                        Meter.exact("visits").limitedBy("visits"),
                        Meter.exact("exports")
                                .per(UsageWindow.rolling(Duration.ofDays(30)))
                                .limitedBy("visits")
                                .soft(),
                        Meter.gauge("storage")
                                .counting("app.attachment", "size_bytes")
                                .limitedBy("storage")
                                .noticedAt(90, 100),
                        Meter.gauge("seats"),
                        Meter.exact("sms")
                                .per(UsageWindow.anniversary(1))
                                .limitedBy("visits")
                                .inBlocksOf(100),
                        Meter.exact("reports").limitedBy("visits").onPlanChange(PlanChange.PRORATE),
                        Meter.buffered("api_call").per(UsageWindow.day()).onPlanChange(PlanChange.RESET));
    }

    @Test
    void aFileWithoutMetersHasNone() throws IOException {
        assertThat(read(FEATURES).meters().all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m: {window: day} | lacks 'class'",
                "m: {class: exakt} | must be one of gauge, exact, buffered; did you mean 'exact'?",
                "m: {class: exact, window: fortnight} | a window is day, week, month",
                "m: {class: exact, feature: vists} | names a feature that is not declared under features; did you mean 'visits'?",
                "m: {class: exact, feature: api} | must be a feature that is an integer or a size",
                "m: {class: exact, limit: firm} | must be one of hard, soft",
                "m: {class: exact, thresholds: 80} | must be a list",
                "m: {class: exact, thresholds: [all]} | has whole per cents of the limit",
                "m: {class: gauge, window: day} | counts rows, and only a gauge does, without a window",
                "m: {class: exact, table: t} | counts rows, and only a gauge does",
                "m: {class: buffered, limit: hard} | is buffered, so it cannot refuse",
                "m: {class: buffered, block: 5} | takes blocks, and only an exact meter",
                "M: {class: exact} | must be 1 to 63 of a-z",
                "m: {class: gauge, table: 'a b'} | must be a name",
                "m: {class: exact, windows: day} | unknown key 'windows'"
            })
    void whatDoesNotFitIsToldWithItsPlace(String meter, String problem) {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> read(FEATURES + "meters:\n  " + meter + "\n"))
                .withMessageContaining(problem)
                .withMessageContaining("tenancy.yaml:3:");
    }
}
