package io.tenancy.cli.output;

/** Colours, where a person reads them. With colours off every method returns its text unchanged. */
public enum Style {
    /** No escape sequences. */
    PLAIN,
    /** ANSI colours. */
    COLOURED;

    /**
     * For what went well.
     *
     * @param text the text
     * @return green
     */
    public String good(String text) {
        return paint("32", text);
    }

    /**
     * For what needs attention.
     *
     * @param text the text
     * @return yellow
     */
    public String warning(String text) {
        return paint("33", text);
    }

    /**
     * For what is wrong.
     *
     * @param text the text
     * @return bold red
     */
    public String bad(String text) {
        return paint("1;31", text);
    }

    /**
     * For headings.
     *
     * @param text the text
     * @return bold
     */
    public String bold(String text) {
        return paint("1", text);
    }

    /**
     * For what may be skipped.
     *
     * @param text the text
     * @return dim
     */
    public String faint(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
