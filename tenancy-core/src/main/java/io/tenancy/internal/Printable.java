package io.tenancy.internal;

/** Hostile input goes to logs and terminals: only a short, plain rendering of it may. */
public final class Printable {
    private static final int LONGEST = 80;

    private Printable() {}

    /**
     * Renders it, in quotes.
     *
     * @param text anything
     * @return at most some hundred characters of ASCII
     */
    public static String of(String text) {
        return "'" + word(text) + "'";
    }

    /**
     * Renders it without quotes: what is short and plain stays as it is.
     *
     * @param text anything
     * @return at most some hundred characters of ASCII
     */
    public static String word(String text) {
        String head =
                text.length() > LONGEST ? text.substring(0, LONGEST) + "... (" + text.length() + " characters)" : text;
        StringBuilder plain = new StringBuilder();
        head.codePoints().forEach(c -> {
            if (c >= 0x20 && c < 0x7f) {
                plain.append((char) c);
            } else {
                plain.append(String.format("\\u{%x}", c));
            }
        });
        return plain.toString();
    }
}
