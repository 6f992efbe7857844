package io.tenancy.cli.adopt;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;

/** An SQL script in the making: comments and statements in their order. Not thread-safe. */
final class Script {
    private final String description;
    private final boolean transactional;
    private final List<String> head = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private int statements;

    private Script(String description, boolean transactional) {
        this.description = description;
        this.transactional = transactional;
    }

    /** All of it or nothing. */
    static Script transactional(String description) {
        return new Script(description, true);
    }

    /** Statement by statement, for what PostgreSQL does in no transaction; each bears to be run again. */
    static Script stepwise(String description) {
        return new Script(description, false);
    }

    String description() {
        return description;
    }

    boolean isTransactional() {
        return transactional;
    }

    boolean isEmpty() {
        return statements == 0;
    }

    @CanIgnoreReturnValue
    Script head(String... comment) {
        head.addAll(List.of(comment));
        return this;
    }

    @CanIgnoreReturnValue
    Script section(String comment) {
        lines.add("");
        lines.add("-- " + comment);
        return this;
    }

    @CanIgnoreReturnValue
    Script comment(String comment) {
        lines.add("-- " + comment.replaceAll("\\R", " "));
        return this;
    }

    @CanIgnoreReturnValue
    Script add(String statement) {
        lines.add(statement.endsWith(";") ? statement : statement + ";");
        statements++;
        return this;
    }

    @CanIgnoreReturnValue
    Script add(String statement, String remark) {
        lines.add(statement + ";  -- " + remark.replaceAll("\\R", " "));
        statements++;
        return this;
    }

    /** A setting for the whole script, which alone makes no script. */
    @CanIgnoreReturnValue
    Script set(String setting) {
        lines.add(setting + ";");
        return this;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        head.forEach(line -> text.append(line.isEmpty() ? "--" : "-- " + line).append('\n'));
        text.append('\n');
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
