package io.tenancy.examples.chiro;

import io.tenancy.examples.chiro.PracticeData.Invoice;
import io.tenancy.examples.chiro.PracticeData.Line;
import io.tenancy.examples.chiro.PracticeData.Treatment;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Charges for treatments. Numbers count up from 1 in every practice, so every practice has an invoice of the same number. */
final class Invoicing {
    private final Practice practice;
    private final Random random;
    private final Uuid7 ids;
    private final List<Invoice> invoices = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    Invoicing(Practice practice, Random random, Uuid7 ids) {
        this.practice = practice;
        this.random = random;
        this.ids = ids;
    }

    void charge(List<Treatment> treatments) {
        treatments.forEach(this::charge);
    }

    List<Invoice> invoices() {
        return invoices;
    }

    List<Line> lines() {
        return lines;
    }

    private void charge(Treatment treatment) {
        List<Item> items = items(treatment);
        long total = items.stream().mapToLong(i -> i.quantity * i.unitMinor).sum();
        LocalDate day = LocalDate.ofInstant(treatment.appointment().startsAt(), practice.zone());
        int dice = random.nextInt(100);
        boolean insured = treatment.appointment().patient().insurer() != null;
        String status = dice < 76 ? "paid" : dice < 98 ? "issued" : "void";
        long paid =
                status.equals("paid") ? total : status.equals("issued") && insured && dice < 88 ? total * 6 / 10 : 0;
        Invoice invoice = new Invoice(
                ids.at(treatment.signedAt()),
                treatment.appointment().patient(),
                String.format(Locale.ROOT, "%d-%05d", day.getYear(), invoices.size() + 1),
                day,
                day.plusDays(insured ? 30 : 14),
                status,
                practice.currency(),
                paid,
                treatment.signedAt());
        invoices.add(invoice);
        int position = 1;
        for (Item item : items) {
            lines.add(new Line(
                    ids.at(treatment.signedAt()),
                    invoice,
                    treatment,
                    position++,
                    item.code,
                    item.description,
                    item.quantity,
                    item.unitMinor));
        }
    }

    private List<Item> items(Treatment treatment) {
        long visit = practice.visitMinor();
        List<Item> items = new ArrayList<>();
        switch (treatment.appointment().kind()) {
            case "initial" -> items.add(new Item("EXAM", "First examination and history", 1, visit * 3 / 2));
            case "re_examination" -> items.add(new Item("REEXAM", "Re-examination", 1, visit));
            case "rehabilitation" ->
                items.add(new Item("REHAB", "Exercises, per 15 minutes", 1 + random.nextInt(2), visit / 2));
            default -> {}
        }
        boolean several = treatment.segments().size() > 2;
        items.add(new Item(
                several ? "ADJ-3" : "ADJ-1",
                several ? "Adjustment, three regions or more" : "Adjustment, one or two regions",
                1,
                several ? visit * 6 / 5 : visit));
        if (random.nextInt(4) == 0) {
            items.add(new Item("SOFT", "Soft-tissue work, per 10 minutes", 1 + random.nextInt(2), visit / 3));
        }
        return items;
    }

    private record Item(String code, String description, int quantity, long unitMinor) {}
}
