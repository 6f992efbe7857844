package io.tenancy.cli.command;

import io.tenancy.jdbc.provision.Attribution;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who changes something and why; both go into the audit trail. */
final class AttributionOptions {
    @Option(
            names = "--as",
            paramLabel = "ACTOR",
            description = "Who does this, for the audit trail (default: cli:<your login>).")
    private @Nullable String actor;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why, for the audit trail; of a suspension also shown to whoever is refused.")
    private @Nullable String reason;

    Attribution attribution(String byDefault) {
        String who = actor == null ? "cli:" + System.getProperty("user.name", "unknown") : actor;
        try {
            return new Attribution(who, reason == null ? byDefault : reason);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("--as or --reason cannot be used: " + e.getMessage(), "Give a shorter text");
        }
    }
}
