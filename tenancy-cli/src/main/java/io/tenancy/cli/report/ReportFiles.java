package io.tenancy.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads YAML, of which JSON is a part. */
final class ReportFiles {
    private ReportFiles() {}

    static @Nullable Object read(Path file, String what, String missing) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new ReportFileException(
                    "The " + what + " cannot be read: " + file,
                    Files.exists(file) ? "Make the file readable, as UTF-8" : missing,
                    e);
        }
        try {
            return new Load(LoadSettings.builder().setLabel(file.toString()).build()).loadFromString(text);
        } catch (YamlEngineException e) {
            throw new ReportFileException("The " + what + " is no YAML: " + file, "Correct the file", e);
        }
    }
}
