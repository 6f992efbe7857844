package io.tenancy.cli.command;

import io.tenancy.cli.adopt.AdoptionReport;
import io.tenancy.cli.adopt.ImportReport;
import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where {@code adopt --import} finds the other database, and what it answers. */
final class AdoptImport {
    private static final String USER = "TENANCY_IMPORT_USER";
    private static final String PASSWORD = "TENANCY_IMPORT_PASSWORD";
    private static final Pattern USER_IN_URL = Pattern.compile("[?&]user=([^&]+)");

    private AdoptImport() {}

    static Login login(Connections connections, String url) {
        String user = connections.variable(USER);
        if (user == null) {
            Matcher inUrl = USER_IN_URL.matcher(url);
            if (!inUrl.find()) {
                throw CommandException.notConfigured(
                        "It is not said who logs in to the database to import", "Set " + USER + " and " + PASSWORD);
            }
            user = java.net.URLDecoder.decode(inUrl.group(1), java.nio.charset.StandardCharsets.UTF_8);
        }
        return new Login(url, user, connections.variable(PASSWORD), "--import");
    }

    static Document report(ImportReport report) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("tenant", AdoptDocument.tree(report.tenant()));
        tree.put("tables", report.tables().stream().map(AdoptDocument::tree).toList());
        tree.put("contentEqual", report.isContentEqual());
        tree.put("sharedDifferences", report.shared());
        tree.put("sequencesMoved", report.sequences());
        return Document.of(tree, page -> {
            Table table = Table.of("TABLE", "ROWS THERE", "ROWS HERE", "CONTENT");
            long rows = 0;
            for (AdoptionReport.Compared one : report.tables()) {
                table.row(one.table(), one.before().rows(), one.after().rows(), one.isEqual() ? "equal" : "DIFFERS");
                rows += one.after().rows();
            }
            page.table(table);
            report.shared().forEach(line -> page.line("shared  " + page.safe(line)));
            report.sequences().forEach(name -> page.line("sequence moved on  " + page.safe(name)));
            String key = page.safe(report.tenant().key());
            page.line(
                    report.isContentEqual()
                            ? page.style().good("ok") + "  " + rows + " rows are " + key
                                    + "'s; every table holds what it held there"
                            : page.style().bad("not ok") + "  Some tables of " + key
                                    + " do not hold what they held there: was that database written to meanwhile?");
        });
    }
}
