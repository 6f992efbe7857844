/** API keys for operators: {@link io.tenancy.jdbc.apikey.ApiKeyRegistry}. Members have {@link io.tenancy.apikey.ApiKeys}. */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.apikey;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
