/** What an open transaction takes along: statements that ride with its COMMIT, and what happens after its end. */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.hook;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
