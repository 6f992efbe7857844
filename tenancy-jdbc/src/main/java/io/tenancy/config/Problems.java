package io.tenancy.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects what is wrong in one file. */
final class Problems {
    private final String file;
    private final List<ConfigProblem> found = new ArrayList<>();

    Problems(String file) {
        this.file = plain(file);
    }

    void add(Node node, String message) {
        add(node.getStartMark(), message);
    }

    void add(Optional<Mark> mark, String message) {
        found.add(new ConfigProblem(
                mark.map(m -> m.getLine() + 1).orElse(0),
                mark.map(m -> m.getColumn() + 1).orElse(0),
                plain(message)));
    }

    /** Ends the reading with this one problem, which makes looking for others pointless. */
    InvalidConfigException fatal(Optional<Mark> mark, String message, @Nullable Throwable cause) {
        add(mark, message);
        return new InvalidConfigException(file, found, cause);
    }

    InvalidConfigException fatal(String message, @Nullable Throwable cause) {
        return fatal(Optional.empty(), message, cause);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidConfigException(file, found, null);
        }
    }

    /** A file may hold anything, a terminal must not get it. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR) {
                plain.append(String.format("\\u{%x}", c));
            } else {
                plain.appendCodePoint(c);
            }
        });
        return plain.toString();
    }
}
