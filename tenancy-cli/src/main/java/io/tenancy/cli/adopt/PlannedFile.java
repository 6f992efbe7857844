package io.tenancy.cli.adopt;

import java.util.Objects;

/**
 * A file of the plan. Immutable.
 *
 * @param path where it stands in the folder, with forward slashes
 * @param text what it holds
 */
public record PlannedFile(String path, String text) {
    /**
     * Checks the components.
     *
     * @param path where it stands
     * @param text what it holds
     */
    public PlannedFile {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(text, "text");
    }
}
