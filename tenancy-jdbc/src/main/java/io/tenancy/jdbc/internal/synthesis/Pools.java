package io.tenancy.jdbc.internal.synthesis;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What each column of a table may be offered. Not thread-safe. */
final class Pools {
    /** Null is tried after a few values, before the unlikely ones. */
    private static final int NULL_AT = 5;

    /** No constant tells which values a partition by hash takes; of this many, even one in thirty is enough. */
    private static final int HASHED = 120;

    /** The attempt in which null is tried before anything. */
    private static final int NULL_FIRST = 5;

    private final Search search;
    private final Candidates candidates;

    Pools(Search search) {
        this.search = search;
        this.candidates = new Candidates(this::part);
    }

    /**
     * Values for a column.
     *
     * @param attempt 0 for the first try of a row; later ones offer other values first, for what only the insert tells
     */
    Slot of(Shape shape, Field field, long fresh, int attempt) throws SQLException {
        Set<String> values = new LinkedHashSet<>();
        if (field.counted() && field.type().isNumber()) {
            values.add(NumberCandidates.beyondSequences(field.type(), fresh));
        }
        List<String> hints = attempt == 0 ? List.of() : hints(shape, field);
        values.addAll(rotated(hints, attempt - 1));
        List<String> offered = candidates.of(field.type(), fresh, clues(shape, field));
        values.addAll(hints.isEmpty() ? rotated(offered, attempt * (1 + field.number() % 3)) : offered);
        if (isHashed(shape, field)) {
            for (int i = 1; i <= HASHED; i++) {
                candidates.of(field.type(), fresh + 1000L * i, Clues.NONE).stream()
                        .limit(1)
                        .forEach(values::add);
            }
        }
        List<@Nullable String> list = new ArrayList<>(values);
        if (shape.canBeNull(field)) {
            list.add(attempt == NULL_FIRST ? 0 : Math.min(NULL_AT, list.size()), null);
        }
        return new Slot(field, list, false);
    }

    private static boolean isHashed(Shape shape, Field field) {
        return shape.conditions().stream()
                .anyMatch(condition -> condition.sql().contains("satisfies_hash_partition")
                        && Component.mentioned(shape, condition.sql()).contains(field));
    }

    /** What the table's triggers compare a column with, or any column. */
    private static List<String> hints(Shape shape, Field field) {
        char category = field.type().category();
        if ("SNE".indexOf(category) < 0) {
            return List.of();
        }
        Matcher compared = Pattern.compile(
                        "(?is)\\bnew\\s*\\.\\s*" + Pattern.quote(field.sql()) + "\\b(.*?)(\\bthen\\b|;|$)")
                .matcher(shape.clues());
        Clues clues = Clues.NONE;
        while (compared.find()) {
            clues = clues.and(Clues.in(compared.group(1)));
        }
        Stream<String> numbers = clues.numbers().stream()
                .flatMap(number -> Stream.of(number, number.add(BigDecimal.ONE), number.subtract(BigDecimal.ONE)))
                .map(BigDecimal::toPlainString);
        return (category == 'N' ? numbers : clues.texts().stream()).toList();
    }

    private static List<String> rotated(List<String> values, int by) {
        if (values.isEmpty()) {
            return values;
        }
        int start = by % values.size();
        List<String> rotated = new ArrayList<>(values.subList(start, values.size()));
        rotated.addAll(values.subList(0, start));
        return rotated;
    }

    private static Clues clues(Shape shape, Field field) {
        String conditions = shape.conditions().stream()
                .filter(condition -> Component.mentioned(shape, condition.sql()).contains(field))
                .map(condition -> condition.sql() + " " + condition.clues())
                .collect(Collectors.joining(" "));
        String keys = shape.keys().stream()
                .map(UniqueKey::predicate)
                .filter(Objects::nonNull)
                .filter(predicate -> Clues.names(predicate, field.sql()))
                .collect(Collectors.joining(" "));
        return Clues.in(conditions + " " + keys)
                .and(ofType(field.type()))
                .and(Clues.in(Objects.requireNonNullElse(field.byDefault(), "")));
    }

    private static Clues ofType(TypeShape type) {
        return Clues.in(type.checks().stream()
                .map(check -> check.sql() + " " + check.clues())
                .collect(Collectors.joining(" ")));
    }

    private List<String> part(TypeShape part, long fresh, Clues clues) throws SQLException {
        List<String> offered = candidates.of(part, fresh, ofType(part).and(clues));
        List<String> accepted = search.accepted(part, offered);
        return accepted.isEmpty() ? offered : accepted;
    }
}
