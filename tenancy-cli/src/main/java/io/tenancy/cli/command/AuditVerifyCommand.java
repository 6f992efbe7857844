package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Page;
import io.tenancy.jdbc.audit.AuditBreak;
import io.tenancy.jdbc.audit.AuditChain;
import io.tenancy.jdbc.audit.AuditHead;
import io.tenancy.jdbc.audit.AuditVerification;
import io.tenancy.tenant.TenantId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        description = {
            "Compute every hash anew and tell where a chain is broken: of one tenant, of the platform, or of all.",
            "Exit code 1 if any is. Keep what is printed as the end of a chain, and name it later with --head."
        })
@Mark(Mark.Effect.READ_ONLY)
final class AuditVerifyCommand extends AuditVerb {
    @Option(
            names = "--head",
            paramLabel = "N:HASH",
            description = "The chain went through here once, as an earlier verification printed it.")
    private @Nullable String head;

    AuditVerifyCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        AuditChain named = namedChain();
        AuditHead known = known();
        if (named == null && known != null) {
            throw CommandException.usage("--head belongs to one chain", "Give the key of a tenant, or --platform");
        }
        List<AuditVerification> found =
                named == null ? trail().verifyAll(one -> {}) : List.of(trail().verify(named, known));
        Map<TenantId, String> keys = keys();
        session()
                .console()
                .print(Document.list(
                        found.stream().map(one -> tree(one, keys)).toList(),
                        page -> found.forEach(one -> write(one, name(one, keys), page))));
        long broken = found.stream().filter(one -> !one.isWhole()).count();
        if (broken > 0) {
            session()
                    .console()
                    .note(broken + " of " + found.size() + (found.size() == 1 ? " chain" : " chains") + " broken");
        }
        return broken == 0 ? OK : FINDINGS;
    }

    private @Nullable AuditHead known() {
        try {
            return head == null ? null : AuditHead.parse(head);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("--head is none: " + e.getMessage(), "Copy it from an earlier 'audit verify'");
        }
    }

    private static String name(AuditVerification found, Map<TenantId, String> keys) {
        TenantId tenant = found.chain().tenant();
        return tenant == null ? "platform" : keys.getOrDefault(tenant, tenant.toString());
    }

    private static void write(AuditVerification found, String name, Page page) {
        String what = name + ": " + found.events() + " events"
                + (found.removed() == 0 ? "" : ", " + found.removed() + " before them removed")
                + (found.waiting() == 0 ? "" : ", " + found.waiting() + " waiting")
                + ", ends at " + found.head();
        if (found.isWhole()) {
            page.line(page.style().good("whole") + "   " + page.safe(what));
            return;
        }
        page.line(page.style().bad("broken") + "  " + page.safe(what));
        for (AuditBreak one : found.breaks()) {
            page.line("        " + page.safe(one));
        }
        if (found.breaks().size() == AuditVerification.MOST_BREAKS) {
            page.line("        and perhaps more");
        }
    }

    private static Map<String, @Nullable Object> tree(AuditVerification found, Map<TenantId, String> keys) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        TenantId tenant = found.chain().tenant();
        tree.put("chain", found.chain());
        tree.put("tenant", tenant == null ? null : keys.get(tenant));
        tree.put("whole", found.isWhole());
        tree.put("events", found.events());
        tree.put("removed", found.removed());
        tree.put("waiting", found.waiting());
        tree.put("head", found.head());
        tree.put("breaks", found.breaks().stream().map(AuditVerifyCommand::tree).toList());
        return tree;
    }

    private static Map<String, @Nullable Object> tree(AuditBreak found) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("sequence", found.sequence());
        tree.put("kind", found.kind());
        tree.put("says", found.kind().sentence());
        return tree;
    }
}
