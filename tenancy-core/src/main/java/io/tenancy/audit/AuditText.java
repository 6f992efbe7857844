package io.tenancy.audit;

/** What may stand in the log as text. */
final class AuditText {
    private AuditText() {}

    /** Refuses what is blank, too long, or cannot be kept as UTF-8 without NUL. */
    static String require(String name, String value, int longest) {
        if (value.isBlank() || value.length() > longest) {
            throw new IllegalArgumentException(
                    name + " must have 1 to " + longest + " characters, and not only blanks");
        }
        return keepable(name, value);
    }

    static String keepable(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) == 0 || isHalf(value, i)) {
                throw new IllegalArgumentException(name + " has a character that cannot be kept, at place " + i);
            }
        }
        return value;
    }

    /** What a stranger sent: cut, and with what cannot be kept replaced. */
    static String tame(String value, int longest) {
        StringBuilder kept = new StringBuilder(value.length());
        for (int i = 0; i < value.length() && i < longest; i++) {
            char one = value.charAt(i);
            kept.append(one < ' ' || one == 0x7F || isHalf(value, i) ? '\uFFFD' : one);
        }
        if (kept.length() > 0 && Character.isHighSurrogate(kept.charAt(kept.length() - 1))) {
            kept.setLength(kept.length() - 1);
        }
        return kept.toString();
    }

    private static boolean isHalf(String value, int i) {
        char one = value.charAt(i);
        if (Character.isHighSurrogate(one)) {
            return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
        }
        return Character.isLowSurrogate(one) && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
    }
}
