package io.tenancy.cli.output;

import java.io.PrintWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text form of a document, written line by line. What comes from elsewhere is made safe for a terminal. */
public final class Page {
    private final PrintWriter out;
    private final Style style;

    Page(PrintWriter out, Style style) {
        this.out = out;
        this.style = style;
    }

    /**
     * Colours for pieces of a line.
     *
     * @return the style of this page
     */
    public Style style() {
        return style;
    }

    /**
     * Writes a line of our own text, which may hold colours of {@link #style()}.
     *
     * @param text the line; foreign pieces of it must have gone through {@link #safe(Object)}
     */
    public void line(String text) {
        out.println(text);
    }

    /**
     * Makes a foreign text safe to be part of a line.
     *
     * @param value any value
     * @return its text on one line, without control characters; {@code -} for null
     */
    public String safe(@Nullable Object value) {
        return value == null ? "-" : Plain.line(value.toString());
    }

    /**
     * Writes a table.
     *
     * @param table the table
     */
    public void table(Table table) {
        table.lines(style).forEach(out::println);
    }

    /**
     * Writes names and values below each other, aligned.
     *
     * @param fields values by name, null for nothing
     */
    public void fields(Map<String, ? extends @Nullable Object> fields) {
        int width = fields.keySet().stream().mapToInt(Plain::width).max().orElse(0);
        fields.forEach((name, value) ->
                out.println(style.faint(name + " ".repeat(width - Plain.width(name))) + "  " + safe(value)));
    }
}
