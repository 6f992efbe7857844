package io.tenancy.config;

import java.util.Objects;

/**
 * One thing that is wrong in a configuration file.
 *
 * @param line the line, from 1; 0 if the file as a whole is meant
 * @param column the column in characters, from 1; 0 if the file as a whole is meant
 * @param message what is wrong and what would be right, without the value that stands there
 */
public record ConfigProblem(int line, int column, String message) {
    /**
     * Checks the components.
     *
     * @param line the line
     * @param column the column
     * @param message the message
     * @throws NullPointerException if the message is null
     */
    public ConfigProblem {
        Objects.requireNonNull(message, "message");
    }

    /** As compilers write it, so that editors can jump there. */
    String at(String file) {
        return line == 0 ? file + ": " + message : file + ":" + line + ":" + column + ": " + message;
    }
}
