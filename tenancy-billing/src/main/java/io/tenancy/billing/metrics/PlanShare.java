package io.tenancy.billing.metrics;

/**
 * How much of the business is on one plan at the end of a day. Immutable.
 *
 * @param plan the plan's key
 * @param paying subscriptions that bring revenue
 * @param trials subscriptions in a trial
 * @param monthly what the plan brings in a month, exact, in minor units
 */
public record PlanShare(String plan, long paying, long trials, Fraction monthly) {}
