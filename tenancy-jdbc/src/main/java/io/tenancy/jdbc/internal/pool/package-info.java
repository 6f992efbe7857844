/** The one place that makes connection pools. */
@NullMarked
package io.tenancy.jdbc.internal.pool;

import org.jspecify.annotations.NullMarked;
