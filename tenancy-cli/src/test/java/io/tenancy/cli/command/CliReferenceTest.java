package io.tenancy.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CliReferenceTest {
    private static final Path FILE = Path.of(System.getProperty("tenancy.basedir"), "docs", "cli.md");

    @Test
    void referenceIsWhatTheCommandsSay() throws IOException {
        String expected = CliReference.markdown();
        if (Boolean.getBoolean("tenancy.docs.update")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, expected);
        }

        assertThat(Files.readString(FILE))
                .as("docs/cli.md; rewrite it with -Dtest=CliReferenceTest -Dtenancy.docs.update=true")
                .isEqualTo(expected);
    }
}
