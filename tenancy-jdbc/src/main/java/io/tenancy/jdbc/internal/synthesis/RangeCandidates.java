package io.tenancy.jdbc.internal.synthesis;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** Ranges that do not meet each other, and multiranges of one. Stateless. */
final class RangeCandidates {
    private static final LocalDate FROM = LocalDate.of(2001, 1, 1);

    private RangeCandidates() {}

    static List<String> of(TypeShape type, long fresh, Clues clues) {
        TypeShape bound = type.parts().get(0);
        Stream<String> bounded = switch (bound.name()) {
            case "int4", "int8", "numeric", "float8" ->
                Stream.concat(
                        Stream.of(
                                "[" + fresh % 100_000_000 * 10 + "," + (fresh % 100_000_000 * 10 + 5) + ")",
                                "[1,10)",
                                "[0,100)"),
                        clues.numbers().stream()
                                .flatMap(number -> Stream.of("[0," + number.abs() + ")", "[" + number + ",)")));
            case "date", "timestamp", "timestamptz" ->
                Stream.of(days(fresh % 100_000, 1), days(fresh % 100_000, 30), days(36_000 + fresh % 1000, 1));
            default -> TextCandidates.of(bound, fresh, clues).limit(4).map(one -> one(bound, one));
        };
        Stream<String> all = Stream.concat(bounded, Stream.of("(,)", "empty"));
        return type.kind() == 'm'
                ? Stream.concat(all.map(range -> range.equals("empty") ? "{}" : "{" + range + "}"), Stream.of("{}"))
                        .distinct()
                        .toList()
                : all.toList();
    }

    private static String days(long start, int length) {
        LocalDate from = FROM.plusDays(start);
        return "[" + from + "," + from.plusDays(length) + ")";
    }

    private static String one(TypeShape bound, String value) {
        String quoted = Candidates.quoted(bound.name().equals("inet") ? "192.0.2.1" : value);
        return "[" + quoted + "," + quoted + "]";
    }
}
