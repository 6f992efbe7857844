package io.tenancy.jdbc.audit;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a chain ends. Kept outside of the database, it shows later that nothing before it was changed or cut off: whoever can write
 * the whole database can write a whole new chain, but none that goes through this. Immutable.
 *
 * @param sequence how many events the chain has had; 0 for none yet
 * @param hash the hash of the last, 64 hexadecimal digits
 */
public record AuditHead(long sequence, String hash) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18}):([0-9a-f]{64})");

    /**
     * Checks the components.
     *
     * @param sequence the place
     * @param hash the hash
     * @throws IllegalArgumentException if they are none
     */
    public AuditHead {
        Objects.requireNonNull(hash, "hash");
        if (sequence < 0 || !TEXT.matcher(sequence + ":" + hash).matches()) {
            throw new IllegalArgumentException("No end of a chain: " + sequence + ":" + hash);
        }
    }

    /**
     * Reads what {@link #toString()} wrote.
     *
     * @param text such as {@code 17:9f86d0..}
     * @return the head
     * @throws IllegalArgumentException if the text is none
     */
    public static AuditHead parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not the end of a chain: a number, a colon and 64 hexadecimal digits");
        }
        return new AuditHead(Long.parseLong(matcher.group(1)), matcher.group(2));
    }

    @Override
    public String toString() {
        return sequence + ":" + hash;
    }
}
