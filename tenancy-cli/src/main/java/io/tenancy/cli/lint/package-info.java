/**
 * Reads migrations before they are applied: {@link io.tenancy.cli.lint.MigrationLint} judges a folder by the rules of
 * {@link io.tenancy.cli.lint.LintRule}, in the order in which Flyway would run it, so that what an earlier migration made counts.
 *
 * <p>A script goes through {@code SqlText} (placeholders, lines), {@code SqlScanner} (statements) and {@code PgParser} (the grammar,
 * known to this package alone) and comes out as {@code Statement}s in our words; checks look at these and at the {@code Catalog} that the
 * statements before them made.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.cli.lint;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
