package io.tenancy.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Directories of migrations: those that were typed, or those that are configured. */
final class MigrationFolders {
    private static final String FILES = "filesystem:";

    private MigrationFolders() {}

    static List<Path> of(List<Path> typed, Session session) {
        List<Path> folders =
                new ArrayList<>(typed.stream().map(session.directory()::resolve).toList());
        if (typed.isEmpty()) {
            for (String location : session.migrations()) {
                if (location.startsWith("classpath:")) {
                    throw CommandException.usage(
                            "Migrations on the class path cannot be read as files: " + location,
                            "Name their directory, such as src/main/resources/db/migration");
                }
                String path = location.startsWith(FILES) ? location.substring(FILES.length()) : location;
                folders.add(session.directory().resolve(path));
            }
        }
        if (folders.isEmpty()) {
            throw CommandException.usage(
                    "No migrations are named", "Give a directory, or list it under migrations in tenancy.yaml");
        }
        return folders;
    }
}
