package io.tenancy.jdbc.internal.synthesis;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Writes a text that a regular expression matches: letters, classes, groups, alternatives and repetitions. What it cannot read
 * (references back, looking ahead) gives nothing. Another seed gives another text. Not thread-safe.
 */
final class PatternSample {
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String WORD = LOWER + LOWER.toUpperCase(Locale.ROOT) + "0123456789";
    private static final int LONGEST = 3000;

    private final String pattern;
    private final SplittableRandom random;
    private final int more;
    private int at;

    private PatternSample(String pattern, long seed, int more) {
        this.pattern = pattern;
        this.random = new SplittableRandom(seed);
        this.more = more;
    }

    /**
     * Writes a text.
     *
     * @param pattern the expression
     * @param seed tells texts apart
     * @param more how often to repeat beyond the least that is asked for, where more is allowed
     * @return the text, or empty if the expression cannot be read
     */
    static Optional<String> of(String pattern, long seed, int more) {
        PatternSample sample =
                new PatternSample(pattern.startsWith("(?i)") ? pattern.substring(4) : pattern, seed, more);
        try {
            String text = sample.alternatives();
            return sample.at == sample.pattern.length() && text.length() <= LONGEST
                    ? Optional.of(text)
                    : Optional.empty();
        } catch (ParseException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private ParseException unreadable() {
        return new ParseException("no pattern that can be sampled", at);
    }

    private String alternatives() throws ParseException {
        List<String> all = new ArrayList<>();
        all.add(sequence());
        while (peek('|')) {
            at++;
            all.add(sequence());
        }
        return all.get(all.size() == 1 ? 0 : random.nextInt(all.size()));
    }

    private String sequence() throws ParseException {
        StringBuilder text = new StringBuilder();
        while (at < pattern.length() && !peek('|') && !peek(')')) {
            int start = at;
            String once = atom();
            int end = at;
            int times = times();
            int after = at;
            for (int i = 0; i < times; i++) {
                if (i == 0) {
                    text.append(once);
                } else {
                    at = start;
                    text.append(atom());
                    at = end;
                }
                if (text.length() > LONGEST) {
                    throw unreadable();
                }
            }
            at = after;
        }
        return text.toString();
    }

    private String atom() throws ParseException {
        char next = pattern.charAt(at++);
        return switch (next) {
            case '^', '$' -> "";
            case '.' -> pick(LOWER);
            case '[' -> pick(characters());
            case '(' -> group();
            case '\\' -> escaped();
            case '*', '+', '?', '{' -> throw unreadable();
            default -> String.valueOf(next);
        };
    }

    private String group() throws ParseException {
        if (pattern.startsWith("?:", at)) {
            at += 2;
        } else if (peek('?')) {
            throw unreadable();
        }
        String text = alternatives();
        if (!peek(')')) {
            throw unreadable();
        }
        at++;
        return text;
    }

    private String escaped() throws ParseException {
        if (at >= pattern.length()) {
            throw unreadable();
        }
        char next = pattern.charAt(at++);
        return switch (next) {
            case 'A', 'Z', 'm', 'M', 'y' -> "";
            case 'n' -> "\n";
            case 't' -> "\t";
            default -> {
                String set = named(next);
                if (set.isEmpty() && Character.isLetterOrDigit(next)) {
                    throw unreadable();
                }
                yield set.isEmpty() ? String.valueOf(next) : pick(set);
            }
        };
    }

    private static String named(char letter) {
        return switch (letter) {
            case 'd' -> "0123456789";
            case 'w' -> WORD;
            case 's' -> " ";
            case 'D', 'S' -> LOWER;
            case 'W' -> "-";
            default -> "";
        };
    }

    private String characters() throws ParseException {
        boolean not = peek('^');
        if (not) {
            at++;
        }
        StringBuilder set = new StringBuilder();
        for (boolean first = true; first || !peek(']'); first = false) {
            if (at >= pattern.length()) {
                throw unreadable();
            }
            if (pattern.startsWith("[:", at)) {
                int end = pattern.indexOf(":]", at);
                set.append(posix(end < 0 ? "" : pattern.substring(at + 2, end)));
                at = end + 2;
                continue;
            }
            char from = pattern.charAt(at++);
            if (from == '\\' && at < pattern.length()) {
                char letter = pattern.charAt(at++);
                String named = named(letter);
                set.append(named.isEmpty() ? String.valueOf(letter) : named);
            } else if (peek('-') && at + 1 < pattern.length() && pattern.charAt(at + 1) != ']') {
                char to = pattern.charAt(at + 1);
                at += 2;
                for (char one = from; one <= to && set.length() < 500; one++) {
                    set.append(one);
                }
            } else {
                set.append(from);
            }
        }
        at++;
        return not ? without(set.toString()) : set.toString();
    }

    private String posix(String name) throws ParseException {
        return switch (name) {
            case "alpha", "lower" -> LOWER;
            case "upper" -> LOWER.toUpperCase(Locale.ROOT);
            case "digit" -> "0123456789";
            case "alnum" -> WORD;
            case "xdigit" -> "0123456789abcdef";
            case "space", "blank" -> " ";
            case "punct" -> ".";
            default -> throw unreadable();
        };
    }

    private String without(String set) throws ParseException {
        StringBuilder rest = new StringBuilder();
        (LOWER + WORD + "-_. ")
                .chars()
                .filter(letter -> set.indexOf(letter) < 0)
                .forEach(letter -> rest.append((char) letter));
        if (rest.isEmpty()) {
            throw unreadable();
        }
        return rest.toString();
    }

    private String pick(String set) throws ParseException {
        if (set.isEmpty()) {
            throw unreadable();
        }
        return String.valueOf(set.charAt(random.nextInt(set.length())));
    }

    private int times() throws ParseException {
        int times = 1;
        if (peek('*')) {
            times = more;
            at++;
        } else if (peek('+')) {
            times = 1 + more;
            at++;
        } else if (peek('?')) {
            times = Math.min(1, more);
            at++;
        } else if (peek('{')) {
            int end = pattern.indexOf('}', at);
            if (end < 0) {
                throw unreadable();
            }
            String[] bounds = pattern.substring(at + 1, end).split(",", -1);
            times = Integer.parseInt(bounds[0].strip());
            if (bounds.length == 2) {
                String most = bounds[1].strip();
                times = most.isEmpty() ? times + more : Math.min(times + more, Integer.parseInt(most));
            }
            at = end + 1;
        }
        if (peek('?')) {
            at++;
        }
        return times;
    }

    private boolean peek(char wanted) {
        return at < pattern.length() && pattern.charAt(at) == wanted;
    }
}
