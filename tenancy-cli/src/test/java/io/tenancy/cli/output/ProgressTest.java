package io.tenancy.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ProgressTest {
    private final StringWriter err = new StringWriter();

    @Test
    void shortWorkIsNotSpokenOf() {
        Progress.start(
                        new PrintWriter(err),
                        false,
                        "Working",
                        Duration.ofHours(1).toMillis())
                .close();

        assertThat(err.toString()).isEmpty();
    }

    @Test
    void longWorkIsTwoPlainLinesWithoutATerminal() {
        Progress progress = Progress.start(new PrintWriter(err), false, "Working", 0);
        await("Working ...");
        progress.close();

        assertThat(err.toString()).matches("Working \\.\\.\\.\\RWorking ended after \\d+ s\\R");
    }

    @Test
    void longWorkSpinsOnATerminalAndLeavesAnEmptyLine() {
        Progress progress = Progress.start(new PrintWriter(err), true, "Working", 0);
        await("| Working");
        progress.close();

        assertThat(err.toString()).endsWith("\r\u001b[K").doesNotContain("\n");
    }

    private void await(String text) {
        while (!err.toString().contains(text)) {
            Thread.onSpinWait();
        }
    }
}
