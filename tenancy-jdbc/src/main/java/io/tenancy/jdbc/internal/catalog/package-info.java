/**
 * What a database's catalog says, read once and kept as values: tables, keys, policies as parsed expressions, views, functions, roles.
 * Judges nothing; {@link io.tenancy.jdbc.isolation} does.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.internal.catalog;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
