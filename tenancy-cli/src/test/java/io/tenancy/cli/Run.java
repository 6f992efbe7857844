package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;

/** What one command line gave back. */
public record Run(String command, int exit, String out, String err) {
    /** The command went well and had nothing to complain about. */
    public Run isOk() {
        assertThat(exit).as(toString()).isZero();
        return this;
    }

    /** The command stopped for this fact, said so in one error, and left results clean. */
    public Run failsWith(ErrorCode code) {
        assertThat(err).as(toString()).contains("error " + code + ": ").contains("\n  fix: ");
        assertThat(exit).as(toString()).isEqualTo(code.exitCode());
        assertThat(err.lines().filter(line -> line.startsWith("error ")))
                .as(toString())
                .hasSize(1);
        assertThat(err).as(toString()).doesNotContain("\tat ", "Exception");
        return this;
    }

    @Override
    public String toString() {
        return "$ " + command + "\nexit " + exit + "\n--- out\n" + out + "--- err\n" + err;
    }
}
