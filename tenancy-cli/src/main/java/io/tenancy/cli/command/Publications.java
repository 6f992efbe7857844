package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Page;
import io.tenancy.entitlement.Plan;
import io.tenancy.jdbc.provision.Publication;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What publishing did, or would do, plan by plan. */
final class Publications {
    private Publications() {}

    static Document document(List<Publication> publications, boolean done) {
        return Document.list(
                publications.stream().map(Publications::tree).toList(),
                page -> publications.forEach(one -> write(one, done, page)));
    }

    private static Map<String, @Nullable Object> tree(Publication one) {
        Plan before = one.before();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("plan", one.after().key());
        tree.put("before", before == null ? null : before.version());
        tree.put("after", one.after().version());
        tree.put("differences", before == null ? List.of() : PlanView.differences(before, one.after()));
        return tree;
    }

    private static void write(Publication one, boolean done, Page page) {
        Plan before = one.before();
        String plan = page.safe(one.after().toString());
        if (!one.isNew()) {
            page.line(page.style().faint("same") + "  " + plan);
        } else if (before == null) {
            page.line(page.style().good(done ? "ok" : "new") + "  " + plan
                    + (done ? " is published" : " would be published, as a new " + PlanView.kind(one.after())));
        } else {
            page.line(page.style().good(done ? "ok" : "new") + "  " + plan
                    + (done ? " is published; " : " would be published; ") + "whoever holds " + before + " keeps it");
            PlanView.differences(before, one.after()).forEach(line -> page.line("      " + page.safe(line)));
        }
    }
}
