package io.tenancy.jdbc.internal.synthesis;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The constants that stand in conditions: what a column is compared with, how long it may be, what it has to match. Only hints: the
 * server decides what satisfies a condition. Immutable.
 *
 * @param texts string constants, without quotes
 * @param numbers numeric constants
 */
record Clues(List<String> texts, List<BigDecimal> numbers) {
    static final Clues NONE = new Clues(List.of(), List.of());
    private static final int MOST = 60;
    private static final Pattern TOKEN = Pattern.compile(
            "(?<escaped>[Ee]'(?:[^'\\\\]|''|\\\\.)*')|'(?<text>(?:[^']|'')*)'|\"(?:[^\"]|\"\")*\"|[A-Za-z_][A-Za-z_0-9$]*"
                    + "|(?<number>[0-9]+(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)",
            Pattern.DOTALL);

    static Clues in(String sql) {
        Set<String> texts = new LinkedHashSet<>();
        Set<BigDecimal> numbers = new LinkedHashSet<>();
        Matcher token = TOKEN.matcher(sql);
        while (token.find() && texts.size() + numbers.size() < MOST) {
            if (token.group("escaped") != null) {
                String text = token.group("escaped");
                texts.add(
                        text.substring(2, text.length() - 1).replace("''", "'").replaceAll("\\\\(.)", "$1"));
            } else if (token.group("text") != null) {
                texts.add(token.group("text").replace("''", "'"));
            } else if (token.group("number") != null && token.group("number").length() < 40) {
                number(numbers, token.group("number"), sql, token.start());
            }
        }
        for (String text : texts) {
            if (text.matches("-?[0-9]{1,30}(\\.[0-9]{1,20})?")) {
                numbers.add(new BigDecimal(text));
            }
        }
        return new Clues(List.copyOf(texts), List.copyOf(numbers));
    }

    private static void number(Set<BigDecimal> numbers, String digits, String sql, int start) {
        BigDecimal number = new BigDecimal(digits);
        if (number.abs().compareTo(BigDecimal.TEN.pow(40)) > 0) {
            return;
        }
        numbers.add(start > 0 && sql.charAt(start - 1) == '-' ? number.negate() : number);
    }

    Clues and(Clues others) {
        return new Clues(
                Stream.concat(texts.stream(), others.texts.stream()).distinct().toList(),
                Stream.concat(numbers.stream(), others.numbers.stream())
                        .distinct()
                        .toList());
    }

    /** Whether a name of a column, as SQL takes it, stands in an expression as a word of its own. */
    static boolean names(String sql, String column) {
        Matcher token = TOKEN.matcher(sql);
        while (token.find()) {
            if (token.group().equals(column)) {
                return true;
            }
        }
        return false;
    }

    /** Lengths and counts that the numbers may be meant as. */
    Stream<Integer> sizes() {
        return numbers.stream()
                .filter(number -> number.signum() >= 0 && number.compareTo(BigDecimal.valueOf(3000)) <= 0)
                .map(BigDecimal::intValue)
                .flatMap(size -> Stream.of(size, size + 1, size - 1))
                .filter(size -> size >= 0)
                .distinct();
    }
}
