/**
 * ChiroFlow, a chiropractic practice on Tenancy: where its migrations are ({@link io.tenancy.examples.chiro.ChiroSchema}), two
 * practices ({@link io.tenancy.examples.chiro.Practice}), believable rows for them
 * ({@link io.tenancy.examples.chiro.PracticeData}) and the few lines of JDBC that store these
 * ({@link io.tenancy.examples.chiro.PracticeLoader}).
 *
 * <p>Nothing here mentions a tenant in its SQL: the rows go where the bound tenant is.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.examples.chiro;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
