package io.tenancy.cli.command;

import io.tenancy.cli.demo.DemoReport;
import io.tenancy.cli.demo.DemoRun;
import io.tenancy.cli.demo.DemoServer;
import io.tenancy.cli.demo.Protection;
import io.tenancy.cli.output.Progress;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.testing.support.EmbeddedServer;
import io.tenancy.testing.support.ServerStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = {
            "See it: two practices in one database, and every attempt of one to reach the other.",
            "Works in a database of its own on the embedded PostgreSQL in ./.tenancy, whatever connections are configured.",
            "Exit code 1 if anything crossed over."
        })
@Mark(Mark.Effect.CHANGES)
final class DemoCommand extends Verb {
    @Option(
            names = "--once",
            description = "Leave nothing behind: drop the database, and stop the server if it was not running.")
    private boolean once;

    @Option(
            names = "--break",
            paramLabel = "PROTECTION",
            description =
                    "Switch a protection off in the demo's database, to see what it is for: ${COMPLETION-CANDIDATES}.")
    private @Nullable Protection broken;

    DemoCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        EmbeddedDatabase embedded = new EmbeddedDatabase(session());
        boolean wasRunning = embedded.status().state() == ServerStatus.State.RUNNING;
        EmbeddedServer running = once ? quietly() : embedded.open();
        try {
            return show(running);
        } finally {
            if (once && !wasRunning) {
                EmbeddedServer.stop(EmbeddedDatabase.home(session()));
            }
        }
    }

    private int show(EmbeddedServer running) {
        DemoServer server = server(running);
        boolean keep = !once && broken == null;
        DemoReport report = run(server, keep);
        session().console().print(report);
        if (keep) {
            tellWhereToLook();
        }
        return report.isIsolated() ? OK : FINDINGS;
    }

    /** Without the notes on a server that keeps running: this one does not. */
    private EmbeddedServer quietly() {
        try (Progress progress = session().console().progress("Starting an embedded PostgreSQL")) {
            return EmbeddedServer.open(EmbeddedDatabase.home(session()));
        }
    }

    /** Roles belong to the whole server: those of the developer's own database keep their passwords. */
    private DemoServer server(EmbeddedServer running) {
        DemoServer server = DemoServer.at(running.host(), running.port(), EmbeddedServer.SUPERUSER, running.password());
        String url = running.jdbcUrl(EmbeddedDatabase.name(session()));
        for (Map.Entry<TenancyRole, String> password :
                RoleCredentials.ofEmbedded(session(), url).entrySet()) {
            server = server.withPassword(password.getKey(), password.getValue());
        }
        return server;
    }

    private DemoReport run(DemoServer server, boolean keep) {
        try (Stages stages = new Stages()) {
            DemoRun.Builder demo = DemoRun.on(server).clock(session().clock()).progress(stages::next);
            if (broken != null) {
                demo = demo.breakProtection(broken);
            }
            DemoRun prepared = (keep ? demo.keepDatabase() : demo).build();
            session().interruption().onInterrupt(prepared::cancel);
            return prepared.run();
        }
    }

    private void tellWhereToLook() {
        session().console().note("");
        session().console().note("Look around yourself, as the application inside one practice:");
        session()
                .console()
                .note("  " + EmbeddedDatabase.VARIABLE + "=" + DemoRun.DATABASE
                        + " ./tenancyctl sql --tenant harbour \"select * from schedule limit 5\"");
    }

    /** Shows the step under way. */
    private final class Stages implements AutoCloseable {
        private @Nullable Progress present;

        void next(String what) {
            close();
            present = session().console().progress(what);
        }

        @Override
        public void close() {
            if (present != null) {
                present.close();
                present = null;
            }
        }
    }
}
