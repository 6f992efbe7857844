/**
 * From a request to a tenant's key. {@link io.tenancy.resolve.TenantRequest} is what is known of the request;
 * {@link io.tenancy.resolve.Resolvers} makes the resolvers, each of which looks at one place in it; a
 * {@link io.tenancy.resolve.ResolverChain} asks all of them, refuses disagreement and answers a
 * {@link io.tenancy.resolve.Resolution}: the key, and who said so.
 *
 * <p>Nothing in here falls back to a default tenant, and nothing asks the database but the resolver of verified domains.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.resolve;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
