package io.tenancy.cli.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script with its placeholders filled in, and where each character of it stands in the file.
 *
 * <p>A placeholder without a known value becomes a name of the same length: what it stands for is judged by nobody, and everything
 * around it stays where it was.
 */
final class SqlText {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^${}\\s]+)}");

    private final String source;
    private final String text;
    private final List<int[]> shifts = new ArrayList<>();

    private SqlText(String source, Map<String, String> placeholders) {
        this.source = source;
        StringBuilder filled = new StringBuilder();
        Matcher found = PLACEHOLDER.matcher(source);
        int from = 0;
        while (found.find()) {
            filled.append(source, from, found.start());
            String value = placeholders.get(found.group(1));
            filled.append(value == null ? stand(found.group()) : value);
            from = found.end();
            shifts.add(new int[] {filled.length(), from});
        }
        this.text = filled.append(source, from, source.length()).toString();
    }

    static SqlText of(String source, Map<String, String> placeholders) {
        return new SqlText(source, placeholders);
    }

    private static String stand(String placeholder) {
        return "p" + placeholder.substring(1, placeholder.length() - 1).replaceAll("[^A-Za-z0-9]", "_") + "_";
    }

    String text() {
        return text;
    }

    /** The line of a character, from 1. */
    int line(int at) {
        int place = place(at);
        int line = 1;
        for (int i = source.indexOf('\n'); i >= 0 && i < place; i = source.indexOf('\n', i + 1)) {
            line++;
        }
        return line;
    }

    /** The column of a character, from 1. */
    int column(int at) {
        int place = place(at);
        return place - (place == 0 ? -1 : source.lastIndexOf('\n', place - 1));
    }

    private int place(int at) {
        int place = at;
        for (int[] shift : shifts) {
            if (at >= shift[0]) {
                place = at - shift[0] + shift[1];
            }
        }
        return Math.max(0, Math.min(place, Math.max(0, source.length() - 1)));
    }
}
