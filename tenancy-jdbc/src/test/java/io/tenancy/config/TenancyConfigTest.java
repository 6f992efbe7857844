package io.tenancy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.ErrorCode;
import io.tenancy.jdbc.isolation.StartCheck;
import io.tenancy.jdbc.isolation.TenantColumnType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenancyConfigTest {
    @TempDir
    private Path folder;

    @Test
    void completeFileIsRead() {
        TenancyConfig config = load("""
                application:
                  name: ChiroFlow
                  keyPrefix: chiro
                  baseDomain: chiro.example
                connections:
                  migrator: {url: "jdbc:postgresql://db:5432/chiro?sslmode=require", password: "${MIGRATOR_PASSWORD}"}
                migrations:
                  - db/migration
                  - classpath:io/chiro/migration
                isolation:
                  tenantColumn: {name: organization_id, type: text}
                  sharedTables: [country, public.currency]
                  branchColumn: branch_id
                  startCheck: warn
                  waivers:
                    - {rule: A09, object: public.token, reason: goes with release 7, until: 2027-06-30}
                """, Map.of("MIGRATOR_PASSWORD", "s3cret"));
        assertThat(config.application()).isEqualTo(new ApplicationSettings("ChiroFlow", "chiro", "chiro.example"));
        assertThat(config.migrations())
                .containsExactly(
                        "filesystem:" + folder.toAbsolutePath().resolve("db/migration"),
                        "classpath:io/chiro/migration");
        assertThat(config.isolation())
                .isEqualTo(new IsolationSettings(
                        "organization_id",
                        TenantColumnType.TEXT,
                        List.of("country", "public.currency"),
                        "branch_id",
                        StartCheck.WARN,
                        List.of(new IsolationWaiver(
                                "A09", "public.token", "goes with release 7", LocalDate.of(2027, 6, 30)))));
        ConnectionSettings migrator = config.connection(ConnectionRole.MIGRATOR);
        assertThat(migrator.url()).isEqualTo("jdbc:postgresql://db:5432/chiro?sslmode=require");
        assertThat(migrator.user()).isEqualTo("tenancy_migrator");
        assertThat(migrator.password()).isEqualTo("s3cret");
        assertThat(migrator.origin()).isEqualTo("connections.migrator.url");
        assertThat(migrator.toString())
                .isEqualTo("migrator connection tenancy_migrator at //db:5432/chiro (from connections.migrator.url)");
    }

    @Test
    void everythingIsOptional() {
        TenancyConfig config = load("application: {name: x}\n", Map.of());
        assertThat(config.migrations()).isEmpty();
        assertThat(config.isolation())
                .isEqualTo(new IsolationSettings(
                        "tenant_id", TenantColumnType.UUID, List.of(), null, StartCheck.REFUSE, List.of()));
        assertThat(config.hasConnection(ConnectionRole.APP)).isFalse();
        assertThat(load("\ufeff{}", Map.of()).application().name()).isNull();
    }

    @Test
    void environmentOverridesTheFileAndFillsWhatItLacks() {
        String file = """
                connections:
                  migrator: {url: "jdbc:postgresql://file/db", user: from_file, password: "${ABSENT}"}
                  app: {url: "jdbc:postgresql://${HOST}/db", user: "app_${STAGE}", password: "${APP_PW}"}
                """;
        TenancyConfig config = load(
                file,
                Map.of(
                        "TENANCY_URL", "jdbc:postgresql://env/db",
                        "TENANCY_USER", "from_env",
                        "TENANCY_PASSWORD", "p1",
                        "HOST", "h",
                        "STAGE", "qa",
                        "APP_PW", "${HOST}",
                        "TENANCY_APP_USER", "",
                        "TENANCY_WORKER_PASSWORD", "p3",
                        "TENANCY_LISTEN_USER", "listener"));
        ConnectionSettings migrator = config.connection(ConnectionRole.MIGRATOR);
        assertThat(List.of(migrator.url(), migrator.user(), migrator.password(), migrator.origin()))
                .containsExactly("jdbc:postgresql://env/db", "from_env", "p1", "TENANCY_URL");
        ConnectionSettings app = config.connection(ConnectionRole.APP);
        assertThat(List.of(app.url(), app.user(), app.password()))
                .as("a value is filled in once, not again")
                .containsExactly("jdbc:postgresql://h/db", "app_qa", "${HOST}");
        ConnectionSettings worker = config.connection(ConnectionRole.WORKER);
        assertThat(List.of(worker.url(), worker.user(), worker.password()))
                .containsExactly("jdbc:postgresql://env/db", "tenancy_worker", "p3");
        ConnectionSettings listen = config.connection(ConnectionRole.LISTEN);
        assertThat(listen.user()).isEqualTo("listener");
        assertThat(listen.password()).as("never another connection's").isNull();
    }

    @Test
    void environmentAloneIsEnough() {
        TenancyConfig config = TenancyConfig.fromEnvironment(
                Map.of("TENANCY_APP_URL", "jdbc:postgresql://h/db", "TENANCY_APP_PASSWORD", "p"));
        assertThat(config.connection(ConnectionRole.APP).user()).isEqualTo("tenancy_app");
        assertThat(config.hasConnection(ConnectionRole.MIGRATOR)).isFalse();
        assertThat(config.hasConnection(ConnectionRole.APP)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "APP, app, TENANCY_APP_URL",
        "ADMIN, admin, TENANCY_ADMIN_URL",
        "MIGRATOR, migrator, TENANCY_URL",
        "WORKER, worker, TENANCY_WORKER_URL",
        "LISTEN, listen, TENANCY_LISTEN_URL"
    })
    void connectionThatIsNotConfiguredIsANamedError(ConnectionRole role, String key, String variable) {
        TenancyConfig config = TenancyConfig.fromEnvironment(Map.of(variable, ""));
        assertThatThrownBy(() -> config.connection(role))
                .isInstanceOfSatisfying(ConnectionNotConfiguredException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_NOT_CONFIGURED);
                    assertThat(e.role()).isEqualTo(role);
                })
                .hasMessageContainingAll("connections." + key, variable, role.passwordVariable());
    }

    @Test
    void migratorAloneDoesNotConfigureTheApplication() {
        TenancyConfig config = TenancyConfig.fromEnvironment(Map.of("TENANCY_URL", "jdbc:postgresql://h/db"));
        assertThatThrownBy(() -> config.connection(ConnectionRole.APP))
                .isInstanceOf(ConnectionNotConfiguredException.class);
        TenancyConfig noUrl = TenancyConfig.fromEnvironment(Map.of("TENANCY_APP_PASSWORD", "p"));
        assertThatThrownBy(() -> noUrl.connection(ConnectionRole.APP))
                .isInstanceOf(ConnectionNotConfiguredException.class);
    }

    @Test
    void missingVariableIsToldOnlyWhenItsConnectionIsUsed() {
        TenancyConfig config = load("""
                connections:
                  migrator: {url: "jdbc:postgresql://h/db"}
                  admin: {password: "${ADMIN_PW}"}
                """, Map.of("ADMIN_PW", ""));
        assertThat(config.connection(ConnectionRole.MIGRATOR).password()).isNull();
        assertThatThrownBy(() -> config.connection(ConnectionRole.ADMIN))
                .isInstanceOf(ConnectionNotConfiguredException.class)
                .hasMessageContainingAll("ADMIN_PW", "connections.admin.password", "not set");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://h/db",
                "postgres://u:hunter2@h/db",
                "jdbc:postgresql://u:hunter2@h/db",
                "jdbc:postgresql://h/db?password=hunter2",
                "jdbc:postgresql://h/db?ssl=true&sslPassword=hunter2",
                "jdbc:postgresql://h/db?user=u"
            })
    void urlThatIsNoneOrHoldsASecretIsRefusedWithoutShowingIt(String url) {
        assertThatThrownBy(() -> load("connections: {app: {url: \"" + url + "\"}}", Map.of()))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageStartingWith("CONFIG_INVALID: tenancy.yaml:1:26: connections.app.url must")
                .hasMessageNotContaining("hunter2");
        TenancyConfig late = load("connections: {app: {url: \"${U}\"}}", Map.of("U", url));
        assertThatThrownBy(() -> late.connection(ConnectionRole.APP))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("connections.app.url")
                .hasMessageNotContaining("hunter2");
        TenancyConfig overridden = TenancyConfig.fromEnvironment(Map.of("TENANCY_APP_URL", url));
        assertThatThrownBy(() -> overridden.connection(ConnectionRole.APP))
                .hasMessageContaining("TENANCY_APP_URL")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void passwordIsNeverPrinted() {
        TenancyConfig config = load(
                "connections: {app: {url: \"jdbc:postgresql://h/db?x=${Y}\", password: \"${P}\"}}",
                Map.of("P", "hunter2", "Y", "hidden"));
        ConnectionSettings app = config.connection(ConnectionRole.APP);
        assertThat(app + " " + config).doesNotContain("hunter2").doesNotContain("hidden");
        assertThat(app.address()).isEqualTo("//h/db");
    }

    private TenancyConfig load(String yaml, Map<String, String> environment) {
        try {
            Path file = folder.resolve("tenancy.yaml");
            Files.write(file, yaml.getBytes(StandardCharsets.UTF_8));
            return TenancyConfig.load(file, environment);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
