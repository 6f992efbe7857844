package io.tenancy.cli.command;

import io.tenancy.config.ConnectionRole;
import io.tenancy.jdbc.migration.Migrator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the application's migrations stand. */
final class MigrationOptions {
    private static final String FILES = "filesystem:";

    @Option(
            names = "--location",
            paramLabel = "LOCATION",
            description =
                    "A directory with Flyway migrations, or classpath:.. (default: migrations in tenancy.yaml). May be repeated.")
    private List<String> locations = new ArrayList<>();

    @Option(
            names = "--schema",
            paramLabel = "SCHEMA",
            description = "The schema that migrations write to and that holds their history (default: public).")
    private String schema = "public";

    Migrator.Builder migrator(Session session) {
        List<String> chosen = locations.isEmpty() ? session.migrations() : locations;
        if (chosen.isEmpty()) {
            throw CommandException.usage(
                    "No migrations are named",
                    "Give --location DIRECTORY, or list them under migrations in tenancy.yaml");
        }
        if (schema.isBlank() || schema.equals("tenancy")) {
            throw CommandException.usage(
                    "Migrations cannot write to the schema '" + schema + "'", "Give the schema of the application");
        }
        List<String> absolute =
                chosen.stream().map(location -> absolute(session, location)).toList();
        return Migrator.builder(session.connections().controlled(ConnectionRole.MIGRATOR))
                .locations(absolute)
                .schema(schema);
    }

    private static String absolute(Session session, String location) {
        if (location.startsWith("classpath:")) {
            return location;
        }
        String typed = location.startsWith(FILES) ? location.substring(FILES.length()) : location;
        Path path = session.directory().resolve(typed);
        if (!java.nio.file.Files.isDirectory(path)) {
            throw CommandException.usage(
                    "The directory of migrations does not exist: " + path, "Give an existing directory");
        }
        return FILES + path;
    }
}
