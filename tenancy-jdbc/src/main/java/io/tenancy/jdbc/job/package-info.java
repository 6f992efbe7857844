/**
 * Work beside requests: on a schedule, on one node of many, for each tenant inside its scope.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.job;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
