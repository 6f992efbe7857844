/**
 * {@code tenancyctl check --fix}: a Flyway migration from the SQL of findings. Nothing here changes a database; the migration is a file
 * that somebody reviews.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.cli.fix;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
