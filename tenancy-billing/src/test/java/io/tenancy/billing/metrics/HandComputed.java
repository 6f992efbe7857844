package io.tenancy.billing.metrics;

import io.tenancy.billing.BillingInterval;
import io.tenancy.billing.BillingInterval.Unit;
import io.tenancy.billing.Money;
import io.tenancy.billing.ProviderStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Reads what was worked out by hand. */
final class HandComputed {
    record Row(String id, String customer, String currency, List<BillingFact> facts, Fraction before, Fraction after) {}

    record Expected(String name, String currency, Fraction exact) {}

    private HandComputed() {}

    static List<Row> rows() {
        return lines("subscriptions.txt").stream().map(HandComputed::row).toList();
    }

    static List<Expected> january() {
        return lines("january.txt").stream()
                .map(cells -> new Expected(cells[0], cells[1], fraction(cells[2])))
                .toList();
    }

    static List<BillingFact> facts() {
        return rows().stream().flatMap(row -> row.facts().stream()).toList();
    }

    private static Row row(String[] cells) {
        List<BillingFact> facts = new ArrayList<>();
        for (String text : cells[3].split(" ; ")) {
            facts.add(fact(
                    cells[0], cells[1], cells[2], facts.size(), text.strip().split(" ")));
        }
        return new Row(cells[0], cells[1], cells[2], facts, fraction(cells[4]), fraction(cells[5]));
    }

    private static BillingFact fact(String id, String customer, String currency, int place, String[] words) {
        Instant at = LocalDate.parse(words[0]).atTime(12, 0).toInstant(ZoneOffset.UTC);
        if (words[1].equals("paid")) {
            return new InvoicePaid(customer, id, id + "-" + place, at, Money.of(Long.parseLong(words[2]), currency));
        }
        String[] price = words[3].split("/");
        return new SubscriptionFact(
                customer,
                id,
                at,
                place,
                ProviderStatus.valueOf(words[1].toUpperCase(Locale.ROOT)),
                words[2],
                Money.of(Long.parseLong(price[0]), currency),
                interval(price[1]),
                Long.parseLong(words[4].substring(1)),
                coupon(words[5]));
    }

    private static BillingInterval interval(String text) {
        String count = text.replaceAll("[a-z]+", "");
        return new BillingInterval(
                Unit.valueOf(text.substring(count.length()).toUpperCase(Locale.ROOT)), Integer.parseInt(count));
    }

    private static Coupon coupon(String text) {
        if (text.equals("-")) {
            return null;
        }
        String[] parts = text.split("-");
        Coupon.Lasts lasts = Coupon.Lasts.valueOf(parts[0].toUpperCase(Locale.ROOT));
        return parts[1].endsWith("%")
                ? Coupon.percent(lasts, parts[1].substring(0, parts[1].length() - 1))
                : Coupon.amount(lasts, Long.parseLong(parts[1]));
    }

    private static Fraction fraction(String text) {
        String[] parts = text.split("/");
        return new Fraction(new BigInteger(parts[0]), parts.length == 1 ? BigInteger.ONE : new BigInteger(parts[1]));
    }

    private static List<String[]> lines(String name) {
        try (InputStream in = Objects.requireNonNull(HandComputed.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s*\\|\\s*"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
