package io.tenancy.cli.output;

/** Text that came from elsewhere, made safe for a terminal: no control character of it reaches the screen. */
final class Plain {
    private Plain() {}

    /** One line: control characters, line ends and direction marks as {@code \\u{..}}. */
    static String line(String text) {
        if (text.codePoints().noneMatch(Plain::isUnsafe)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                safe.append("\\n");
            } else if (c == '\t') {
                safe.append("\\t");
            } else if (isUnsafe(c)) {
                safe.append(String.format("\\u{%x}", c));
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    /** Direction overrides can make a line read as something else, so they count as control characters. */
    private static boolean isUnsafe(int c) {
        return Character.isISOControl(c) || isIn(c, 0x2028, 0x202e) || isIn(c, 0x2066, 0x2069);
    }

    /** How many columns the text takes: wide East Asian characters two, combining ones none. */
    static int width(String text) {
        return text.codePoints().map(Plain::columns).sum();
    }

    private static int columns(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = isIn(c, 0x1100, 0x115f)
                || isIn(c, 0x2e80, 0xa4cf)
                || isIn(c, 0xac00, 0xd7a3)
                || isIn(c, 0xf900, 0xfaff)
                || isIn(c, 0xfe30, 0xfe6f)
                || isIn(c, 0xff00, 0xff60)
                || isIn(c, 0xffe0, 0xffe6)
                || isIn(c, 0x1f300, 0x1faff)
                || isIn(c, 0x20000, 0x3fffd);
        return wide ? 2 : 1;
    }

    private static boolean isIn(int c, int first, int last) {
        return first <= c && c <= last;
    }
}
