package io.tenancy.cli.output;

/** How a document is printed. The names are what {@code -o} takes, in lower case. */
public enum Format {
    /** For people: aligned columns, short texts. Not a stable format. */
    TABLE,
    /** One JSON value, camelCase, ISO-8601 in UTC. Stable. */
    JSON,
    /** The same tree as JSON, as YAML. Stable. */
    YAML;

    /**
     * What the user types.
     *
     * @return the name in lower case
     */
    @Override
    public String toString() {
        return switch (this) {
            case TABLE -> "table";
            case JSON -> "json";
            case YAML -> "yaml";
        };
    }
}
