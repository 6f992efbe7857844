/**
 * The front door: tenant-bound JDBC and jOOQ.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
