/**
 * Who did what: the audit log as applications write and read it. An {@link io.tenancy.audit.AuditAction} declares what may be said
 * about an action, an {@link io.tenancy.audit.AuditEvent} says it, {@link io.tenancy.audit.AuditLog} keeps it, and what is kept comes
 * back as {@link io.tenancy.audit.AuditEntry}, a link of the tenant's chain.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
