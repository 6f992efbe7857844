/**
 * What {@code tenancyctl check} does around the audit: waivers, the baseline, a folder of migrations as the subject, and the report in
 * the formats of build servers. The audit itself is {@link io.tenancy.jdbc.isolation.IsolationAudit}.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.cli.check;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
