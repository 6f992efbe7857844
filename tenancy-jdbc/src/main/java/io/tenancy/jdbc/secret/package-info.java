/** Secrets at rest that have to be read again: {@link io.tenancy.jdbc.secret.SecretKeyset} seals them. */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.secret;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
