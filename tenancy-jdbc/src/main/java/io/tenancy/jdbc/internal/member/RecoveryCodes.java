package io.tenancy.jdbc.internal.member;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Ten codes of 80 bits for whoever lost the authenticator. Stored as hashes that are bound to the holder. Stateless. */
final class RecoveryCodes {
    private static final int COUNT = 10;
    private static final int GROUPS = 4;
    private static final int GROUP = 4;
    /** Without 0, 1, 8 and 9, which look like letters. */
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private static final SecureRandom RANDOM = new SecureRandom();

    private RecoveryCodes() {}

    static List<String> next() {
        return Stream.generate(RecoveryCodes::one).distinct().limit(COUNT).toList();
    }

    private static String one() {
        return Stream.generate(RecoveryCodes::group).limit(GROUPS).collect(Collectors.joining("-"));
    }

    private static String group() {
        return IntStream.range(0, GROUP)
                .mapToObj(i -> String.valueOf(LETTERS.charAt(RANDOM.nextInt(LETTERS.length()))))
                .collect(Collectors.joining());
    }

    static byte[][] hashes(UUID holder, List<String> codes) {
        return codes.stream().map(code -> hash(holder, code)).toArray(byte[][]::new);
    }

    /** Of whatever was typed: case, hyphens and spaces do not matter. */
    static byte[] hash(UUID holder, String typed) {
        byte[] code = typed.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "").getBytes(StandardCharsets.UTF_8);
        return Tokens.sha256(ByteBuffer.allocate(2 * Long.BYTES + code.length)
                .putLong(holder.getMostSignificantBits())
                .putLong(holder.getLeastSignificantBits())
                .put(code)
                .array());
    }
}
