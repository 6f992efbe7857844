package io.tenancy.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an examination found; the same finding is kept once. */
final class Findings {
    enum Level {
        OK,
        INFO,
        WARNING,
        ERROR
    }

    record Finding(
            Level level, String area, String what, @Nullable String fix) {}

    private final Set<Finding> findings = new LinkedHashSet<>();

    void ok(String area, String what) {
        findings.add(new Finding(Level.OK, area, what, null));
    }

    void info(String area, String what, String fix) {
        findings.add(new Finding(Level.INFO, area, what, fix));
    }

    void warning(String area, String what, String fix) {
        findings.add(new Finding(Level.WARNING, area, what, fix));
    }

    void error(String area, String what, String fix) {
        findings.add(new Finding(Level.ERROR, area, what, fix));
    }

    List<Finding> all() {
        return List.copyOf(findings);
    }

    long count(Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    boolean hasErrors() {
        return count(Level.ERROR) > 0;
    }

    List<Object> tree() {
        List<Object> items = new ArrayList<>();
        for (Finding finding : findings) {
            Map<String, @Nullable Object> tree = new LinkedHashMap<>();
            tree.put("level", finding.level().name().toLowerCase(Locale.ROOT));
            tree.put("area", finding.area());
            tree.put("what", finding.what());
            tree.put("fix", finding.fix());
            items.add(tree);
        }
        return items;
    }
}
