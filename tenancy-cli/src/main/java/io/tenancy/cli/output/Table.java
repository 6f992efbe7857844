package io.tenancy.cli.output;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows under headings, in aligned columns two blanks apart; columns of numbers to the right, null as {@code -}. Nothing is cut off:
 * a long cell makes a wide line, which a terminal wraps and a pipe keeps.
 *
 * <p>Not thread-safe; fill it, then print it.
 */
public final class Table {
    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    /**
     * Starts a table.
     *
     * @param headings one for each column
     */
    public Table(List<String> headings) {
        this.headings = List.copyOf(headings);
    }

    /**
     * Starts a table.
     *
     * @param headings one for each column
     * @return the empty table
     */
    public static Table of(String... headings) {
        return new Table(List.of(headings));
    }

    /**
     * Adds a row.
     *
     * @param cells as many as there are headings, null for nothing
     * @return this
     * @throws IllegalArgumentException if the number of cells is another
     */
    @CanIgnoreReturnValue
    public Table row(@Nullable Object... cells) {
        return row(Arrays.asList(cells));
    }

    /**
     * Adds a row.
     *
     * @param cells as many as there are headings, null for nothing
     * @return this
     * @throws IllegalArgumentException if the number of cells is another
     */
    @CanIgnoreReturnValue
    public Table row(List<? extends @Nullable Object> cells) {
        if (cells.size() != headings.size()) {
            throw new IllegalArgumentException(cells.size() + " cells under " + headings.size() + " headings");
        }
        rows.add(new ArrayList<>(cells));
        return this;
    }

    List<String> lines(Style style) {
        int[] widths = new int[headings.size()];
        boolean[] right = new boolean[headings.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = Plain.width(headings.get(column));
            right[column] = !rows.isEmpty();
            for (List<@Nullable Object> row : rows) {
                Object cell = row.get(column);
                widths[column] = Math.max(widths[column], Plain.width(text(cell)));
                right[column] &= cell == null || cell instanceof Number;
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(style.bold(line(headings, widths, right)));
        rows.forEach(row -> lines.add(line(row, widths, right)));
        return lines;
    }

    private static String line(List<? extends @Nullable Object> cells, int[] widths, boolean[] right) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String text = text(cells.get(column));
            String padding = " ".repeat(widths[column] - Plain.width(text));
            line.append(column == 0 ? "" : GAP).append(right[column] ? padding + text : text + padding);
        }
        return line.toString().stripTrailing();
    }

    private static String text(@Nullable Object cell) {
        return cell == null ? "-" : Plain.line(cell.toString());
    }
}
