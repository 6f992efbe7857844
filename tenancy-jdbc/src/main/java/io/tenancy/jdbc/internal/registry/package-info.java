/** The glue under the public packages: plain JDBC, and what a server's refusal means. Only for this module. */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.internal.registry;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
