/**
 * How tenancyctl talks: documents that print as table, JSON or YAML ({@link io.tenancy.cli.output.Document}), the one shape of an
 * error ({@link io.tenancy.cli.output.Failure}), progress of long work, and the {@link io.tenancy.cli.output.Console} that holds the
 * streams. Knows nothing of tenants or databases.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.cli.output;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
