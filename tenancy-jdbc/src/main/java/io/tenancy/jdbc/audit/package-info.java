/**
 * The audit log as operators see it: {@link io.tenancy.jdbc.audit.AuditTrail} reads, exports and verifies the chains of all tenants
 * and of the platform; {@link io.tenancy.jdbc.audit.AuditSealer} chains what waits, anchors, and removes what has been kept long
 * enough.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
