package io.tenancy.resolve;

/** Hostile input goes to logs and terminals: only a short, plain rendering of it may. */
final class Printable {
    private static final int LONGEST = 80;

    private Printable() {}

    static String of(String text) {
        String head =
                text.length() > LONGEST ? text.substring(0, LONGEST) + "... (" + text.length() + " characters)" : text;
        StringBuilder plain = new StringBuilder("'");
        head.codePoints().forEach(c -> {
            if (c >= 0x20 && c < 0x7f) {
                plain.append((char) c);
            } else {
                plain.append(String.format("\\u{%x}", c));
            }
        });
        return plain.append('\'').toString();
    }
}
