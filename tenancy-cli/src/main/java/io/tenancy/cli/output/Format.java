package io.tenancy.cli.output;

/** How a document is printed. The names are what {@code -o} takes, in lower case. */
public enum Format {
    /** For people: aligned columns, short texts. Not a stable format. */
    TABLE,
    /** One JSON value, camelCase, ISO-8601 in UTC. Stable. */
    JSON,
    /** The same tree as JSON, as YAML. Stable. */
    YAML,
    /** SARIF 2.1.0, for code scanning. Reports only. */
    SARIF,
    /** JUnit's XML, for build servers. Reports only. */
    JUNIT,
    /** Annotations of GitHub Actions. Reports only. */
    GITHUB;

    /**
     * Whether every command prints in it.
     *
     * @return false for the formats of reports
     */
    public boolean isCommon() {
        return this == TABLE || this == JSON || this == YAML;
    }

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
            case SARIF -> "sarif";
            case JUNIT -> "junit";
            case GITHUB -> "github";
        };
    }
}
