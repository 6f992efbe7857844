package io.tenancy.cli.lint;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A version of Flyway's: numbers between points or underscores; missing ones are 0. */
record Version(List<BigInteger> parts) implements Comparable<Version> {
    static Optional<Version> parse(String text) {
        List<BigInteger> parts = new ArrayList<>();
        for (String part : text.split("[._]", -1)) {
            if (!part.matches("[0-9]{1,40}")) {
                return Optional.empty();
            }
            parts.add(new BigInteger(part));
        }
        return Optional.of(new Version(parts));
    }

    @Override
    public int compareTo(Version other) {
        for (int one = 0; one < Math.max(parts.size(), other.parts.size()); one++) {
            int compared = part(one).compareTo(other.part(one));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    private BigInteger part(int number) {
        return number < parts.size() ? parts.get(number) : BigInteger.ZERO;
    }
}
