/** API keys over PostgreSQL: kept, remembered, verified, counted. Only for this module. */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.internal.apikey;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
