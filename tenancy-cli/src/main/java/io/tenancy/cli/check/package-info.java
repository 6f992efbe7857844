/**
 * What {@code tenancyctl check} does around the audit: a folder of migrations as the subject, and what it says besides its findings. The
 * audit itself is {@link io.tenancy.jdbc.isolation.IsolationAudit}; reports are {@link io.tenancy.cli.report}.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.cli.check;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
