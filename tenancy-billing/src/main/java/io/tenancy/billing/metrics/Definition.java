package io.tenancy.billing.metrics;

import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** What the figures mean, and whose meaning it is. */
enum Definition {
    MRR(
            "MRR",
            "sum over active and past_due subscriptions of (price * quantity - forever coupons) * k / interval count;"
                    + " k: day 365/12, week 52/12, month 1, year 1/12",
            "Stripe, billing analytics glossary; day and week by the calendar's year, Tenancy"),
    ARR("ARR", "12 * MRR", "Stripe, billing analytics glossary"),
    MOVEMENT(
            "MRR movement",
            "sum over customers of MRR at the end of a day - MRR at the end of the day before, by what was before;"
                    + " the last subscription to end is churn, another is contraction",
            "ChartMogul, MRR movements"),
    GROSS_CHURN("gross MRR churn", "(churn + contraction) / MRR at the start", "ChartMogul, gross MRR churn rate"),
    NET_CHURN(
            "net MRR churn",
            "(churn + contraction - expansion - reactivation) / MRR at the start",
            "ChartMogul, net MRR churn rate"),
    CUSTOMER_CHURN(
            "customer churn",
            "customers at the start that are none at the end / customers at the start;"
                    + " neither joined and churned nor churned and reactivated counts",
            "ChartMogul, customer churn rate (standard)"),
    CUSTOMER_CHURN_STRIPE(
            "customer churn",
            "customers that churned in 30 days and are none at the end / (customers 30 days ago + new in 30 days)",
            "Stripe, subscriber churn rate"),
    TRIAL_CONVERSION(
            "trial conversion",
            "trials converted in 30 days / trials ended in 30 days;"
                    + " converted: over, not cancelled, first invoice over more than nothing paid",
            "Stripe, trial conversion rate"),
    TRIAL_COHORT(
            "trial conversion of a cohort",
            "of the trials begun in these days, those converted since / all",
            "Tenancy"),
    QUICK_RATIO("quick ratio", "(new + expansion) / (contraction + churn)", "SaaS quick ratio, without reactivation"),
    ARPA("ARPA", "MRR / customers that bring more than nothing", "ChartMogul, average revenue per account"),
    LTV("LTV", "ARPA at the end / customer churn of these days, in minor units", "ChartMogul, customer lifetime value"),
    CUSTOMERS(
            "customers",
            "customers whose MRR is more than nothing",
            "Stripe, billing analytics glossary: active subscribers"),
    ADOPTION(
            "feature adoption",
            "customers that used the feature in these days / customers whose subscription at the end of them is of a plan with"
                    + " the feature and in trial, active or past_due",
            "Tenancy");

    private final String title;
    private final String formula;
    private final String source;

    Definition(String title, String formula, String source) {
        this.title = title;
        this.formula = formula;
        this.source = source;
    }

    Figure figure(@Nullable Fraction value, @Nullable Currency currency, Days days) {
        return new Figure(title, value, currency, days, formula, source);
    }

    /** Not defined over nothing. */
    Figure rate(Fraction above, Fraction below, Days days) {
        return figure(below.signum() == 0 ? null : above.over(below), null, days);
    }
}
