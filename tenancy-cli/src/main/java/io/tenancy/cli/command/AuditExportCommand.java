package io.tenancy.cli.command;

import io.tenancy.audit.AuditEntry;
import io.tenancy.cli.output.Format;
import io.tenancy.jdbc.audit.AuditChain;
import io.tenancy.jdbc.audit.AuditTrail;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = {
            "Write a whole chain as JSON Lines, the first event first, each with its hash.",
            "A hash is SHA-256 over the 32 bytes of the hash before it and the UTF-8 of 'event', as it stands here."
        })
@Mark(Mark.Effect.READ_ONLY)
final class AuditExportCommand extends AuditVerb {
    @Option(names = "--file", paramLabel = "FILE", description = "Write to this new file instead of standard output.")
    private @Nullable Path file;

    AuditExportCommand(Session session) {
        super(session);
    }

    @Override
    boolean prints(Format format) {
        return format == Format.TABLE || format == Format.JSON;
    }

    @Override
    public Integer call() throws IOException {
        AuditChain chain = chain();
        if (file == null) {
            long events = write(chain, session().console().out());
            session().console().note(events + " events");
            return OK;
        }
        Path target = session().directory().resolve(file);
        if (Files.exists(target)) {
            throw CommandException.usage("The file " + file + " exists already", "Name another");
        }
        long events;
        try (PrintWriter out = new PrintWriter(
                Files.newBufferedWriter(target, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW))) {
            events = write(chain, out);
            if (out.checkError()) {
                throw new IOException("The file " + file + " could not be written to its end");
            }
        }
        session().console().note(events + " events in " + file);
        return OK;
    }

    private long write(AuditChain chain, PrintWriter out) {
        return trail().export(chain, entry -> out.println(line(entry)));
    }

    private static String line(AuditEntry entry) {
        return "{\"hash\":\"" + entry.hash() + "\",\"event\":" + AuditTrail.canonicalText(entry) + "}";
    }
}
