package io.tenancy.cli.report;

import java.util.Objects;

/**
 * Where in a file.
 *
 * @param file the path as a person in the working directory types it, with slashes
 * @param line the line, from 1
 * @param column the column, from 1
 */
public record Place(String file, int line, int column) {
    /**
     * Checks the components.
     *
     * @param file the path
     * @param line the line
     * @param column the column
     */
    public Place {
        Objects.requireNonNull(file, "file");
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("Lines and columns are counted from 1: " + line + ", " + column);
        }
    }

    String fileName() {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
