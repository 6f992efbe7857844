package io.tenancy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.jdbc.alert.AlertRule;
import io.tenancy.jdbc.alert.AlertSeverity;
import io.tenancy.jdbc.alert.ErrorRate;
import io.tenancy.jdbc.alert.SinkSettings;
import io.tenancy.jdbc.security.DetectionRule;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertSectionsTest {
    private static final String SINKS =
            "alerts:\n  sinks:\n    ops: {type: slack, url: '${OPS}'}\n    pager: {type: pagerduty, routingKey: '${PAGER}'}\n"
                    + "    mail: {type: code}\n";

    @TempDir
    private Path folder;

    private AlertSettings read(String yaml, Map<String, String> environment) throws IOException {
        Path file = folder.resolve("tenancy.yaml");
        Files.writeString(file, yaml);
        return TenancyConfig.load(file, environment).alerts();
    }

    @Test
    void rulesAndSinksAreReadAsTheyAreWritten() throws IOException {
        AlertSettings alerts = read(
                SINKS
                        + "  rules:\n    limits: {on: [limit., tenant.suspended], atLeast: warning, sinks: [ops, mail], window: 2 hours}\n",
                Map.of("OPS", "https://hooks.example.com/x", "PAGER", "r0uting"));
        assertThat(alerts.rules())
                .containsExactly(new AlertRule(
                        "limits",
                        Set.of("limit.", "tenant.suspended"),
                        AlertSeverity.WARNING,
                        List.of("ops", "mail"),
                        Duration.ofHours(2)));
        assertThat(alerts.sinks())
                .containsExactly(
                        new SinkSettings(
                                "ops", SinkSettings.Type.SLACK, URI.create("https://hooks.example.com/x"), null),
                        new SinkSettings("pager", SinkSettings.Type.PAGERDUTY, null, "r0uting"));
        assertThat(alerts.missing()).isEmpty();
        assertThat(alerts.toString()).doesNotContain("hooks.example.com", "r0uting");
        assertThat(read("application: {name: x}\n", Map.of())).isEqualTo(AlertSettings.NONE);
    }

    @Test
    void detectionRulesChangeThoseThatAreThereOrAreMore() throws IOException {
        List<DetectionRule> rules = read(
                        "alerts:\n  detection:\n    failed-logins: {count: 5, action: lock-account, for: 1 hour}\n"
                                + "    scraping: {event: page.scraped, by: address, count: 100, within: 1 minute}\n",
                        Map.of())
                .detection();
        assertThat(rules).hasSize(DetectionRule.defaults().size() + 1);
        assertThat(rules.get(0))
                .isEqualTo(new DetectionRule(
                        "failed-logins",
                        "login.failed",
                        DetectionRule.By.SUBJECT,
                        5,
                        Duration.ofMinutes(15),
                        AlertSeverity.WARNING,
                        "lock-account",
                        Duration.ofHours(1)));
        assertThat(rules.get(rules.size() - 1).by()).isEqualTo(DetectionRule.By.ADDRESS);
    }

    @Test
    void errorsAreWorthAnAlertFromAShareOn() throws IOException {
        assertThat(read("alerts:\n  errorRate: {warning: 2.5 %, requests: 100, within: 10 minutes}\n", Map.of())
                        .errorRate())
                .isEqualTo(new ErrorRate(
                        new BigDecimal("2.5"), ErrorRate.DEFAULT.critical(), 100, Duration.ofMinutes(10)));
    }

    @Test
    void aSinkWhoseAddressIsNotSetIsMissing() throws IOException {
        assertThat(read(SINKS, Map.of("OPS", "no address")).missing())
                .containsExactly("ops: its variable holds no web address", "pager: PAGER");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sinks: {ops: {type: slack, url: 'https://hooks.example.com/x'}} | must not stand in the file",
                "sinks: {ops: {type: slak}} | did you mean 'slack'?",
                "sinks: {ops: {type: slack}} | lacks 'url'",
                "rules: {r: {on: [tenant.suspended], sinks: [opps]}} | is no sink",
                "rules: {r: {on: [Tenant], sinks: []}} | must be an event",
                "rules: {r: {on: [], sinks: []}} | needs on and sinks",
                "rules: {r: {on: [a.b], sinks: [], atLeast: high}} | must be one of info, warning, critical",
                "rules: {r: {on: [a.b], sinks: [], window: soon}} | must be a time such as 15 minutes",
                "detection: {x: {event: login.failed, count: 3}} | lacks 'within'",
                "detection: {x: {event: login.failed, within: 1 hour}} | lacks 'count'",
                "detection: {failed-logins: {by: name}} | must be one of subject, address",
                "detection: {failed-logins: {count: 0}} | needs a threshold",
                "errorRate: {warning: 200 %} | must be a share such as 5 %",
                "errorRate: {warning: 30 %, critical: 5 %} | critical is not below warning",
                "errorRate: {within: 90 seconds} | in whole minutes",
                "errorRate: {requests: 0} | requests is 1 or more",
                "errorRate: {requests: few} | must be a whole number",
                "rule: {} | did you mean 'rules'?"
            })
    void whatIsWrongIsTold(String alerts, String problem) {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> read("alerts:\n  " + alerts + "\n", Map.of()))
                .withMessageContaining(problem);
    }
}
