package io.tenancy.jdbc.internal.synthesis;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Numbers that fit a type's size and scale. Stateless. */
final class NumberCandidates {
    /** Where the values of columns begin that a sequence fills, so that neither meets the other. */
    private static final long BEYOND_SEQUENCES = 2_000_000_000L;

    private NumberCandidates() {}

    static Stream<String> of(TypeShape type, long fresh, Clues clues) {
        BigDecimal step = step(type);
        Stream<BigDecimal> suggested = clues.numbers().stream()
                .flatMap(number -> Stream.of(
                        number,
                        number.add(step),
                        number.subtract(step),
                        number.add(BigDecimal.valueOf(fresh % 1000)),
                        number.subtract(BigDecimal.valueOf(fresh % 1000)),
                        number.negate()));
        Stream<BigDecimal> usual =
                LongStream.of(1, 0, 10, 100, 2, 5, 50, -1, 1000, 3, 7, 2026).mapToObj(BigDecimal::valueOf);
        Stream<BigDecimal> all =
                Stream.of(Stream.of(within(type, fresh)), suggested, usual).flatMap(part -> part);
        return all.filter(number -> fits(type, number))
                .map(BigDecimal::toPlainString)
                .distinct();
    }

    /** A value of a column that a sequence fills, far from where the sequence is. */
    static String beyondSequences(TypeShape type, long fresh) {
        long value = type.name().equals("int2") ? 30_000 + fresh % 2_000 : BEYOND_SEQUENCES + fresh;
        return within(type, value).toPlainString();
    }

    private static BigDecimal within(TypeShape type, long value) {
        BigDecimal number = BigDecimal.valueOf(value);
        BigDecimal limit = limit(type);
        return number.compareTo(limit) < 0 ? number : number.remainder(limit);
    }

    private static boolean fits(TypeShape type, BigDecimal number) {
        boolean whole = type.name().startsWith("int") || type.name().equals("oid");
        return number.abs().compareTo(limit(type)) < 0
                && (!whole || number.stripTrailingZeros().scale() <= 0)
                && (number.signum() >= 0 || !type.name().equals("oid"));
    }

    /** The first positive number that is too large. */
    private static BigDecimal limit(TypeShape type) {
        return switch (type.name()) {
            case "int2" -> BigDecimal.valueOf(32_768);
            case "int4", "oid" -> BigDecimal.valueOf(2_147_483_648L);
            case "int8" -> BigDecimal.valueOf(Long.MAX_VALUE);
            case "numeric" -> type.modifier() < 4 ? BigDecimal.TEN.pow(60) : ofPrecision(precision(type), scale(type));
            default -> BigDecimal.TEN.pow(12);
        };
    }

    private static BigDecimal ofPrecision(int precision, int scale) {
        int digits = precision - scale;
        return digits >= 0 ? BigDecimal.TEN.pow(digits) : BigDecimal.ONE.divide(BigDecimal.TEN.pow(-digits));
    }

    private static int precision(TypeShape type) {
        return ((type.modifier() - 4) >> 16) & 0xffff;
    }

    /** Scales run from -1000 to 1000, in eleven bits. */
    private static int scale(TypeShape type) {
        int bits = (type.modifier() - 4) & 0x7ff;
        return (bits ^ 1024) - 1024;
    }

    private static BigDecimal step(TypeShape type) {
        if (type.name().startsWith("int") || type.name().equals("oid")) {
            return BigDecimal.ONE;
        }
        int scale = type.name().equals("numeric") && type.modifier() >= 4 ? scale(type) : 2;
        return BigDecimal.ONE.movePointLeft(scale).setScale(Math.max(0, scale), RoundingMode.HALF_UP);
    }
}
