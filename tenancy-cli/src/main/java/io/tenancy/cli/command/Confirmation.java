package io.tenancy.cli.command;

import java.io.IOException;
import picocli.CommandLine.Option;

/** Makes sure that somebody means it: the key is typed again, or {@code --yes} says so beforehand. */
final class Confirmation {
    @Option(names = "--yes", description = "Do not ask; for scripts.")
    private boolean yes;

    void require(Session session, String danger, String key) throws IOException {
        if (yes) {
            return;
        }
        String typed = session.console().ask(danger + "\nType " + key + " to go on:");
        if (typed == null) {
            throw CommandException.notConfirmed(
                    danger + ", and nobody is there to confirm it", "Add --yes if you mean it");
        }
        if (!typed.strip().equals(key)) {
            throw CommandException.notConfirmed(
                    "What was typed is not " + key + "; nothing was changed", "Run it again and type the key exactly");
        }
    }
}
