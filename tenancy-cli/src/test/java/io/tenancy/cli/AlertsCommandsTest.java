package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tenancy.ErrorCode;
import io.tenancy.testing.support.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of alerts and incidents. */
class AlertsCommandsTest {
    private static final List<String> TOLD = new CopyOnWriteArrayList<>();

    @TempDir
    static Path directory;

    private static TestDatabase database;
    private static HttpServer sink;
    private static Tool tool;

    @BeforeAll
    static void install() throws IOException {
        sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sink.createContext("/", exchange -> {
            TOLD.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/gone") ? 404 : 200, -1);
            exchange.close();
        });
        sink.start();
        database = Installed.database();
        tool = Installed.tool(directory, database);
        Files.writeString(
                directory.resolve("tenancy.yaml"),
                "alerts:\n  sinks:\n    ops: {type: slack, url: '${OPS}'}\n    gone: {type: webhook, url: '${GONE}'}\n"
                        + "    pager: {type: pagerduty, routingKey: '${PAGER}'}\n");
        tool.run("tenant", "create", "acme").isOk();
    }

    @AfterAll
    static void drop() {
        sink.stop(0);
        database.close();
    }

    private static Tool configured() {
        String address = "http://127.0.0.1:" + sink.getAddress().getPort();
        return tool.with("OPS", address + "/ops").with("GONE", address + "/gone");
    }

    @Test
    void everySinkIsTried() {
        Run run = configured().run("alerts", "test");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("told    ops: slack", "failed  gone: answered 404", "failed  pager: not set: PAGER")
                .doesNotContain("127.0.0.1");
        assertThat(TOLD).anySatisfy(body -> assertThat(body).contains("This is a test"));
        configured().run("alerts", "test", "ops").isOk();
        configured().run("alerts", "test", "nobody").failsWith(ErrorCode.USAGE);
    }

    @Test
    void whatWaitsIsListedWithTheReason() throws Exception {
        assertThat(tool.run("alerts", "list", "--state", "given_up").isOk().err())
                .contains("Nobody was told");
        database.execute(
                "insert into tenancy.alert_delivery (id, sink, rule, dedupe_key, window_ends_at, tenant_id, event,"
                        + " severity, subject, title, details, times, first_at, last_at, state, next_attempt_at, failure)"
                        + " select gen_random_uuid(), 'ops', 'limits', 'k', now(), id, 'limit.reached', 'WARNING', 'users 100 %',"
                        + " 'users has reached 100 %', '{}', 7, now(), now(), 'WAITING', now(), 'IOException: answered 503'"
                        + " from tenancy.tenant where key = 'acme'");
        assertThat(tool.run("alerts", "list").isOk().out())
                .contains("acme", "users has reached 100 % (users 100 %)", "7", "WAITING", "answered 503");
        assertThat(tool.run("alerts", "list", "-o", "json").isOk().out()).contains("\"times\": 7");
        tool.run("alerts", "list", "--limit", "0").failsWith(ErrorCode.USAGE);
    }

    @Test
    void incidentsAreListedAndShown() throws Exception {
        assertThat(tool.run("security", "incidents", "list").isOk().err()).contains("No incidents");
        UUID id = UUID.randomUUID();
        database.execute(
                "insert into tenancy.security_incident (id, tenant_id, rule, severity, subject, address, first_at, last_at,"
                        + " events, open_until) select '" + id
                        + "', id, 'key-misuse', 'CRITICAL', 'key-1', '192.0.2.1', now(), now(), 1, now()"
                        + " from tenancy.tenant where key = 'acme';"
                        + "insert into tenancy.security_event (tenant_id, id, at, kind, subject, incident_id) select id,"
                        + " gen_random_uuid(), now(), 'key.misused', 'key-1', '" + id
                        + "' from tenancy.tenant where key = 'acme'");
        assertThat(tool.run("security", "incidents", "list", "acme").isOk().out())
                .contains(id.toString(), "key-misuse", "CRITICAL", "192.0.2.1");
        assertThat(tool.run("security", "incidents", "show", id.toString())
                        .isOk()
                        .out())
                .contains("key-misuse", "key.misused");
        tool.run("security", "incidents", "show", UUID.randomUUID().toString()).failsWith(ErrorCode.INCIDENT_NOT_FOUND);
        tool.run("security", "incidents", "show", "x").failsWith(ErrorCode.USAGE);
        tool.run("security", "incidents", "list", "nobody").failsWith(ErrorCode.TENANT_NOT_FOUND);
    }
}
