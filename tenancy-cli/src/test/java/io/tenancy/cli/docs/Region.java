package io.tenancy.cli.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A part of a source file: {@code path#name} is what stands between a comment {@code snippet: name} and the next comment
 * {@code end} of its own, with the indentation of its first line taken away.
 */
final class Region {
    private static final String COMMENT = "(//|--|#|<!--)\\s*%s\\s*(-->)?";

    private Region() {}

    static String read(String reference) throws IOException {
        String[] parts = reference.split("#", 2);
        Path file = Page.ROOT.resolve(parts[0]);
        if (parts.length != 2 || !Files.isRegularFile(file)) {
            throw new IllegalArgumentException(reference + " is no path#region of this repository");
        }
        List<String> region = new ArrayList<>();
        int depth = 0; // a region may stand inside another one
        for (String line : Files.readAllLines(file)) {
            if (depth == 0) {
                depth = isComment(line, Pattern.quote("snippet: " + parts[1])) ? 1 : 0;
            } else if (isComment(line, "snippet: \\S+")) {
                depth++;
            } else if (!isComment(line, "end")) {
                region.add(line);
            } else if (--depth == 0) {
                return dedent(region);
            }
        }
        throw new IllegalArgumentException(reference + (depth > 0 ? " has no end" : " is not in that file"));
    }

    private static boolean isComment(String line, String pattern) {
        return line.strip().matches(COMMENT.formatted(pattern));
    }

    private static String dedent(List<String> lines) {
        int indent = lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return String.join(
                "\n",
                lines.stream()
                        .map(line -> line.isBlank() ? "" : line.substring(indent))
                        .toList());
    }
}
