package io.tenancy.jdbc.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Slack, PagerDuty and a webhook in one: remembers what it was told, and can be down. */
final class FakeSinks implements AutoCloseable {
    private final HttpServer server;
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    record Told(String path, String key, JsonNode body) {}

    FakeSinks() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            JsonNode body = new ObjectMapper().readTree(exchange.getRequestBody());
            if (status < 300) {
                told.add(new Told(
                        exchange.getRequestURI().getPath(),
                        exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                        body));
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    AlertSink slack() {
        return new SinkSettings("ops", SinkSettings.Type.SLACK, url("/slack"), null).open();
    }

    AlertSink pager() {
        return new SinkSettings("pager", SinkSettings.Type.PAGERDUTY, url("/pager"), "routing").open();
    }

    AlertSink hook() {
        return new SinkSettings("hook", SinkSettings.Type.WEBHOOK, url("/hook"), null).open();
    }

    void answer(int with) {
        status = with;
    }

    List<Told> told(String path) {
        return told.stream().filter(one -> one.path().equals(path)).toList();
    }

    /** What a receiver that looks at the key would have kept. */
    List<Told> distinct() {
        Map<String, Told> kept = new LinkedHashMap<>();
        told.forEach(one -> kept.putIfAbsent(one.path() + one.key(), one));
        return new ArrayList<>(kept.values());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
