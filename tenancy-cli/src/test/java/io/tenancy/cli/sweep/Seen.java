package io.tenancy.cli.sweep;

import io.tenancy.TenancyException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a call told, as a text that is the same in two databases when the same was told: what is made by chance or by the time is a
 * placeholder, except for the ids of the other tenant.
 */
final class Seen {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?Z?");
    private static final Pattern SECRET =
            Pattern.compile("(?=[A-Za-z0-9_-]*[0-9])(?=[A-Za-z0-9_-]*[a-z])[A-Za-z0-9_-]{20,}");

    private static final Pattern LOOKUP =
            Pattern.compile("((?:lookup\\\\?\": \\\\?\")|(?:cf_(?:live|test)_))[0-9A-Za-z]{12}");

    private final Set<String> foreign;

    /** @param foreign the other tenant's ids and secrets, which stay as they are */
    Seen(Set<String> foreign) {
        this.foreign = foreign;
    }

    String of(Object result) {
        return render(result);
    }

    String mask(String text) {
        String timeless =
                LOOKUP.matcher(TIME.matcher(text).replaceAll("<time>")).replaceAll("$1<key>");
        return replace(SECRET, replace(ID, timeless, "<id>"), "<secret>");
    }

    private String replace(Pattern pattern, String text, String by) {
        return pattern.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        foreign.contains(found.group())
                                        || pattern == SECRET
                                                && ID.matcher(found.group()).find()
                                ? found.group()
                                : by));
    }

    private String render(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(one -> "some " + render(one)).orElse("none");
        } else if (value instanceof Collection<?> many) {
            return many.size() + " " + many.stream().map(this::render).sorted().toList();
        } else if (value instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((key, one) -> sorted.put(render(key), render(one)));
            return sorted.toString();
        } else if (value instanceof TenancyException e) {
            return e.code() + " " + mask(e.problem() + ". " + e.remedy()) + " " + render(e.ids());
        } else if (value instanceof Throwable e) {
            return e.getClass().getSimpleName() + " " + mask(String.valueOf(e.getMessage()));
        } else if (value instanceof Record record) {
            return components(record);
        }
        return mask(String.valueOf(value).replaceAll("@[0-9a-f]{5,}", ""));
    }

    private String components(Record record) {
        StringBuilder text = new StringBuilder(record.getClass().getSimpleName()).append('[');
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                text.append(component.getName())
                        .append('=')
                        .append(render(component.getAccessor().invoke(record)))
                        .append(' ');
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return text.append(']').toString();
    }
}
