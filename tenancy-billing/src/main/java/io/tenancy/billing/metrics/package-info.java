/**
 * The figures of a business that sells subscriptions, computed from a history of facts in exact fractions: no floating point anywhere.
 *
 * <p>{@link io.tenancy.billing.metrics.SaasMetrics} takes {@link io.tenancy.billing.metrics.BillingFact}s in any order and answers with
 * {@link io.tenancy.billing.metrics.Figure}s that name their formula and its source, and with a daily ledger
 * ({@link io.tenancy.billing.metrics.LedgerDay}) in which opening + movements = closing.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.billing.metrics;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
