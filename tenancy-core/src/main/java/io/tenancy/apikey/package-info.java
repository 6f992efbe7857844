/**
 * Keys for machines. {@link io.tenancy.apikey.ApiKeys} makes, lists, rotates, revokes and verifies them;
 * {@link io.tenancy.apikey.ApiKeyFormat} is what they look like, published so that scanners find leaked ones;
 * {@link io.tenancy.apikey.Peppers} is what a dump of the database lacks. A key may what its scopes say and its creator may at the
 * moment, never more.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.apikey;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
