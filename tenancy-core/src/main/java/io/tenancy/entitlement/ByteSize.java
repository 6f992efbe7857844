package io.tenancy.entitlement;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes as people write them. Decimal units count in thousands (GB = 10^9 bytes), binary ones in 1,024s (GiB = 2^30 bytes), as
 * IEC 80000-13 has them. A bare number is refused: nobody knows what it counts.
 */
final class ByteSize {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,3})?) ?([kMGTP]?i?B|KiB)");
    private static final Map<String, Long> UNITS = new LinkedHashMap<>();

    static {
        long decimal = 1;
        long binary = 1;
        for (String prefix : new String[] {"", "k", "M", "G", "T", "P"}) {
            UNITS.put(prefix + "B", decimal);
            if (!prefix.isEmpty()) {
                UNITS.put((prefix.equals("k") ? "K" : prefix) + "iB", binary);
            }
            decimal *= 1000;
            binary *= 1024;
        }
    }

    private ByteSize() {}

    static long parse(String text) {
        Matcher matcher = FORM.matcher(text);
        Long unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("not a size such as 10 GB or 512 MiB: " + text);
        }
        try {
            return new BigDecimal(matcher.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("not a whole number of bytes, or too many: " + text, e);
        }
    }

    /** In the largest unit in which the size is a whole number; decimal where both can. */
    static String format(long bytes) {
        String best = bytes + " B";
        long largest = 1;
        for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
            if (bytes > 0 && bytes % unit.getValue() == 0 && unit.getValue() > largest) {
                best = bytes / unit.getValue() + " " + unit.getKey();
                largest = unit.getValue();
            }
        }
        return best;
    }
}
