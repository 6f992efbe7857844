package io.tenancy.jdbc.alert;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/** A worker in a process of its own, to be killed. */
final class KilledWorker {
    private KilledWorker() {}

    public static void main(String... arguments) throws IOException {
        PGSimpleDataSource worker = new PGSimpleDataSource();
        worker.setUrl(arguments[0]);
        worker.setUser("tenancy_worker");
        worker.setPassword(arguments[1]);
        AlertSink hook = new SinkSettings("hook", SinkSettings.Type.WEBHOOK, URI.create(arguments[2]), null).open();
        AlertRule rule = new AlertRule(
                "billing", Set.of("billing."), AlertSeverity.WARNING, List.of("hook"), Duration.ofMinutes(15));
        try (AlertThreads threads =
                new AlertDispatcher(worker, List.of(rule), List.of(hook), Clock.systemUTC()).start()) {
            int end = System.in.read(); // whoever started this ends it, or goes away itself
            System.exit(end);
        }
    }
}
