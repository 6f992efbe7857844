package io.tenancy.jdbc.migration;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One migration that was applied now.
 *
 * @param version the version, or null for a repeatable migration
 * @param description from the file name
 * @param script the file
 * @param duration how long it took
 */
public record AppliedMigration(@Nullable String version, String description, String script, Duration duration) {}
