package io.tenancy.config;

import io.tenancy.ratelimit.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the section {@code rateLimits}. */
final class RateLimitSections {
    private static final long MOST = 1_000_000_000L;

    private final Problems problems;

    RateLimitSections(Problems problems) {
        this.problems = problems;
    }

    List<RateLimit> read(@Nullable Node node) {
        List<RateLimit> limits = new ArrayList<>();
        Section.entries(
                        node,
                        "rateLimits",
                        RateLimit::isName,
                        "must be 1 to 63 of a-z, 0-9, underscore and inner hyphens, beginning with a letter",
                        problems)
                .forEach((name, entry) -> {
                    RateLimit limit = limit(name, entry);
                    if (limit != null) {
                        limits.add(limit);
                    }
                });
        return limits;
    }

    private @Nullable RateLimit limit(String name, Section.Located entry) {
        Section section = Section.read(entry.node(), entry.path(), ConfigKeys.RATE_LIMIT, problems);
        String by = word(section.required("by"), ConfigKeys.RATE_LIMIT_BY, "key");
        OptionalLong capacity = number(section, entry, "limit");
        Duration window = window(section.required("per"));
        String whenDown = word(section.text("whenDown"), ConfigKeys.RATE_LIMIT_OUTAGE, "allow");
        OptionalLong block = section.number("block", MOST);
        if (capacity.isEmpty() || window == null) {
            return null;
        }
        try {
            RateLimit limit = RateLimit.of(
                            name, RateLimit.By.valueOf(by.toUpperCase(Locale.ROOT)), capacity.getAsLong(), window)
                    .whenDown(RateLimit.Outage.valueOf(whenDown.toUpperCase(Locale.ROOT)));
            return perHour(entry, block.isPresent() ? limit.withBlock(block.getAsLong()) : limit);
        } catch (IllegalArgumentException e) {
            problems.add(entry.node(), entry.path() + ": " + e.getMessage());
            return null;
        }
    }

    /** Keys carry their own number of requests in an hour; what they get without one must mean the same. */
    private @Nullable RateLimit perHour(Section.Located entry, RateLimit limit) {
        if (limit.name().equals(RateLimit.API_KEY)
                && (limit.by() != RateLimit.By.KEY || !limit.window().equals(Duration.ofHours(1)))) {
            problems.add(entry.node(), entry.path() + " is what every API key gets: by key, per hour");
            return null;
        }
        return limit;
    }

    private OptionalLong number(Section section, Section.Located entry, String key) {
        if (section.node(key) == null) {
            problems.add(entry.node(), entry.path() + " needs " + key);
        }
        return section.number(key, MOST);
    }

    private @Nullable Duration window(Section.@Nullable Located text) {
        if (text == null) {
            return null;
        }
        Matcher form = ConfigKeys.RATE_LIMIT_PER.matcher(text.value());
        if (!form.matches()) {
            problems.add(
                    text.node(), text.path() + " must be second, minute, hour or day, or a number of them: 15 minutes");
            return null;
        }
        long count = form.group(1) == null ? 1 : Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "second" -> Duration.ofSeconds(count);
            case "minute" -> Duration.ofMinutes(count);
            case "hour" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private String word(Section.@Nullable Located text, Set<String> words, String otherwise) {
        if (text == null || words.contains(text.value())) {
            return text == null ? otherwise : text.value();
        }
        problems.add(
                text.node(),
                text.path() + " must be one of " + String.join(", ", words)
                        + Spelling.nearest(text.value(), words)
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse(""));
        return otherwise;
    }
}
