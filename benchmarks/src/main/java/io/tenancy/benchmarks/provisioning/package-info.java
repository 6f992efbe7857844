/** How many tenants are set up in a second, beside bare inserts of the same rows. */
@NullMarked
@CheckReturnValue
package io.tenancy.benchmarks.provisioning;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
