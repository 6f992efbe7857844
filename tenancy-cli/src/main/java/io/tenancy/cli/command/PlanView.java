package io.tenancy.cli.command;

import io.tenancy.entitlement.FeatureValue;
import io.tenancy.entitlement.FeatureValue.Amount;
import io.tenancy.entitlement.FeatureValue.Choice;
import io.tenancy.entitlement.FeatureValue.Switch;
import io.tenancy.entitlement.Limit;
import io.tenancy.entitlement.Plan;
import io.tenancy.entitlement.Price;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A plan as tenancyctl shows it: the same fields in every command. */
final class PlanView {
    private PlanView() {}

    static Map<String, @Nullable Object> fields(Plan plan) {
        Map<String, @Nullable Object> fields = head(plan);
        fields.put("prices", plan.prices().stream().map(PlanView::price).toList());
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        plan.values().forEach((feature, value) -> values.put(feature, value(value)));
        fields.put("features", values);
        return fields;
    }

    static Map<String, @Nullable Object> head(Plan plan) {
        Map<String, @Nullable Object> head = new LinkedHashMap<>();
        head.put("plan", plan.key());
        head.put("version", plan.version());
        head.put("name", plan.name());
        head.put("kind", kind(plan));
        head.put("trialDays", plan.terms().trialDays());
        head.put("graceDays", plan.terms().graceDays());
        head.put("contactSales", plan.terms().contactSales());
        return head;
    }

    static String kind(Plan plan) {
        return plan.kind() == Plan.Kind.BASE ? "plan" : "add-on";
    }

    private static Map<String, @Nullable Object> price(Price price) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("currency", price.currency().getCurrencyCode());
        tree.put("monthlyMinor", price.monthly().isPresent() ? price.monthly().getAsLong() : null);
        tree.put("yearlyMinor", price.yearly().isPresent() ? price.yearly().getAsLong() : null);
        return tree;
    }

    /** For machines: a boolean, a number, null for no limit, a word. */
    static @Nullable Object value(FeatureValue value) {
        if (value instanceof Switch on) {
            return on.on();
        }
        if (value instanceof Amount amount) {
            Limit limit = amount.limit();
            return limit.isUnlimited() ? null : limit.amount().orElseThrow();
        }
        return ((Choice) value).option();
    }

    /** For people: {@code 29.00 USD/month, 290.00 USD/year}. */
    static String prices(Plan plan) {
        if (plan.terms().contactSales()) {
            return "on request";
        }
        List<String> texts = new ArrayList<>();
        for (Price price : plan.prices()) {
            add(texts, price, price.monthly(), "month");
            add(texts, price, price.yearly(), "year");
        }
        return texts.isEmpty() ? "free" : String.join(", ", texts);
    }

    private static void add(List<String> texts, Price price, OptionalLong minor, String unit) {
        if (minor.isPresent()) {
            BigDecimal amount =
                    BigDecimal.valueOf(minor.getAsLong(), price.currency().getDefaultFractionDigits());
            texts.add(amount.toPlainString() + " " + price.currency().getCurrencyCode() + "/" + unit);
        }
    }

    /** What a newer version says otherwise, a line each. */
    static List<String> differences(Plan before, Plan after) {
        List<String> lines = new ArrayList<>();
        differ(lines, "name", before.name(), after.name());
        differ(lines, "prices", prices(before), prices(after));
        differ(
                lines,
                "trial",
                before.terms().trialDays() + " days",
                after.terms().trialDays() + " days");
        differ(
                lines,
                "grace",
                before.terms().graceDays() + " days",
                after.terms().graceDays() + " days");
        TreeSet<String> keys = new TreeSet<>(before.values().keySet());
        keys.addAll(after.values().keySet());
        for (String key : keys) {
            differ(
                    lines,
                    key,
                    said(before.values().get(key)),
                    said(after.values().get(key)));
        }
        return lines;
    }

    private static String said(@Nullable FeatureValue value) {
        return value == null ? "nothing" : value.toString().toLowerCase(Locale.ROOT);
    }

    private static void differ(List<String> lines, String what, String before, String after) {
        if (!before.equals(after)) {
            lines.add(what + ": " + before + " -> " + after);
        }
    }
}
