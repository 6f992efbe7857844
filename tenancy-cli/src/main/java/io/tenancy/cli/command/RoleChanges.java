package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Page;
import io.tenancy.jdbc.authorization.RoleChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What publishing permissions and roles did, or would do. */
final class RoleChanges {
    private RoleChanges() {}

    static Document document(List<RoleChange> changes, boolean done) {
        return Document.list(changes.stream().map(RoleChanges::tree).toList(), page -> {
            changes.forEach(one -> write(one, done, page));
            long same = changes.stream()
                    .filter(one -> one.kind() == RoleChange.Kind.SAME)
                    .count();
            if (same > 0) {
                page.line(page.style().faint("same") + "  " + same + (same == 1 ? " other" : " others"));
            }
        });
    }

    private static Map<String, @Nullable Object> tree(RoleChange one) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put(word(one.subject()), one.key());
        tree.put("change", word(one.kind()).replace('_', '-'));
        tree.put("gains", one.gains());
        tree.put("losses", one.losses());
        return tree;
    }

    private static void write(RoleChange one, boolean done, Page page) {
        String what = word(one.subject()) + " " + page.safe(one.key());
        switch (one.kind()) {
            case ADDED ->
                page.line(page.style().good(done ? "ok" : "new") + "  " + what
                        + (done ? " is published" : " would be published"));
            case CHANGED ->
                page.line(page.style().good(done ? "ok" : "new") + "  " + what
                        + (done ? " is changed" : " would be changed"));
            case REMOVED ->
                page.line(page.style().good(done ? "ok" : "new") + "  " + what
                        + (done ? " is removed" : " would be removed"));
            case LEFT_OVER ->
                page.line(page.style().faint("left") + "  " + what + " is not declared any more; --prune removes it");
            default -> {
                return;
            }
        }
        if (one.kind() == RoleChange.Kind.ADDED || one.kind() == RoleChange.Kind.CHANGED) {
            one.gains().forEach(gain -> page.line("      + " + page.safe(gain)));
            one.losses().forEach(loss -> page.line("      - " + page.safe(loss)));
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
