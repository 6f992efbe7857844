package io.tenancy.jdbc.internal.synthesis;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Texts: plain ones, of asked lengths, that match asked patterns, and of the shapes that columns usually hold. Stateless. */
final class TextCandidates {
    private TextCandidates() {}

    static Stream<String> of(TypeShape type, long fresh, Clues clues) {
        String number = Long.toString(fresh);
        Stream<String> plain = Stream.of("row " + number);
        Stream<String> suggested = clues.texts().stream().flatMap(clue -> suggested(clue, fresh));
        Stream<String> sized = Stream.concat(
                clues.sizes().flatMap(size -> Stream.of(sized(size, number), sized(size, "a" + number))),
                clues.numbers().stream()
                        .flatMap(one -> Stream.of(one, one.add(BigDecimal.ONE), one.subtract(BigDecimal.ONE)))
                        .map(BigDecimal::toPlainString));
        Stream<String> all =
                Stream.of(plain, suggested, sized, usual(number, fresh)).flatMap(part -> part);
        Integer length = type.length();
        if (type.name().equals("char")) {
            return Stream.concat(clues.texts().stream(), Stream.of("a", "b", "A", "1"));
        }
        if (length == null) {
            return type.name().equals("name") ? all.filter(text -> text.length() < 64) : all;
        }
        return Stream.concat(
                        Stream.of("row " + number, short36(length, fresh))
                                .filter(text -> text.length() <= length)
                                .limit(1),
                        Stream.concat(all.filter(text -> text.length() <= length), Stream.of(short36(length, fresh))))
                .distinct();
    }

    private static Stream<String> suggested(String clue, long fresh) {
        Stream<String> as = Stream.of(clue, clue + fresh, clue + " ");
        Stream<String> like = clue.indexOf('%') < 0 && clue.indexOf('_') < 0
                ? Stream.empty()
                : Stream.of(
                        clue.replace("%", Long.toString(fresh)).replace('_', 'x'),
                        clue.replace("%", "").replace('_', 'x'),
                        clue.replace("%", "x").replace('_', '1'));
        Stream<String> matching = Stream.of(
                        PatternSample.of(clue, fresh, 4),
                        PatternSample.of(clue, fresh + 1, 0),
                        PatternSample.of(clue, fresh + 2, 9),
                        PatternSample.of(clue.replace("%", ".*").replace("_", "."), fresh, 2))
                .flatMap(Optional::stream);
        return Stream.of(matching, like, as).flatMap(part -> part).filter(text -> text.indexOf('\0') < 0);
    }

    private static Stream<String> usual(String number, long fresh) {
        String hex = Long.toHexString(fresh);
        return Stream.of(
                "a" + number,
                "A" + number,
                number,
                "row" + number + "@proof.example",
                "https://proof.example/" + number,
                "Row " + number,
                letters(fresh),
                letters(fresh).toUpperCase(Locale.ROOT),
                new UUID(0x0190_0000_0000_7000L | fresh << 32, 0x8000_0000_0000_0000L | fresh).toString(),
                "+49301" + number,
                hex.length() % 2 == 0 ? hex : "0" + hex,
                "a",
                "A",
                "1",
                "0",
                "",
                "en",
                "DE",
                "USD",
                "de-DE",
                "UTC",
                "Europe/Berlin",
                "2026-01-01",
                "12:00",
                "192.0.2.1",
                "/row/" + number,
                "1.0.0",
                "#00ff00",
                "{}",
                "true",
                "x".repeat(40) + number);
    }

    private static String sized(int size, String seed) {
        return seed.length() >= size ? seed.substring(seed.length() - size) : seed + "x".repeat(size - seed.length());
    }

    private static String short36(int length, long fresh) {
        String text = Long.toString(fresh, 36);
        return text.length() <= length
                ? "0".repeat(Math.min(length - text.length(), 8)) + text
                : text.substring(text.length() - length);
    }

    private static String letters(long fresh) {
        StringBuilder text = new StringBuilder();
        for (long rest = fresh; rest > 0; rest /= 26) {
            text.append((char) ('a' + rest % 26));
        }
        return text.toString();
    }
}
