package io.tenancy.cli.fix;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The version in a migration's file name, {@code V1_2__name.sql}: numbers between points or underscores, compared as Flyway compares
 * them, so that 1.0 is 1 and 1.10 comes after 1.9.
 *
 * @param text as it is written
 * @param parts its numbers, without zeros at the end
 */
record MigrationVersion(String text, List<BigInteger> parts) implements Comparable<MigrationVersion> {
    private static final Pattern FILE = Pattern.compile("V(?<version>\\d+(?:[._]\\d+)*)__.*\\.sql");
    private static final Pattern LAST = Pattern.compile("(?<before>.*?)(?<last>\\d+)");

    /** The version of a file, or null for one that is no versioned migration. */
    static @Nullable MigrationVersion ofFile(String name) {
        Matcher matcher = FILE.matcher(name);
        return matcher.matches() ? of(matcher.group("version")) : null;
    }

    static MigrationVersion of(String text) {
        List<BigInteger> numbers =
                Stream.of(text.split("[._]")).map(BigInteger::new).toList();
        int length = numbers.size();
        while (length > 1 && numbers.get(length - 1).signum() == 0) {
            length--;
        }
        return new MigrationVersion(text, numbers.subList(0, length));
    }

    /** One more in the last place, with the zeros in front that this one has. */
    MigrationVersion next() {
        Matcher matcher = LAST.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalStateException("a version ends with a number: " + text);
        }
        String last = matcher.group("last");
        String more = new BigInteger(last).add(BigInteger.ONE).toString();
        return of(matcher.group("before") + "0".repeat(Math.max(0, last.length() - more.length())) + more);
    }

    /** As it stands in a file name. */
    String inFileName() {
        return text.replace('.', '_');
    }

    boolean isSameAs(MigrationVersion other) {
        return compareTo(other) == 0;
    }

    @Override
    public int compareTo(MigrationVersion other) {
        Comparator<BigInteger> order = Comparator.naturalOrder();
        for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
            int difference = order.compare(part(i), other.part(i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private BigInteger part(int place) {
        return place < parts.size() ? parts.get(place) : BigInteger.ZERO;
    }
}
