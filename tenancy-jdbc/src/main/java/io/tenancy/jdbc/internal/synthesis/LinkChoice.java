package io.tenancy.jdbc.internal.synthesis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the foreign keys of a row refer to: one of the ways to choose. Immutable.
 *
 * @param fixed the values that follow from it
 * @param equal columns of the row that have to equal others of the same row, because it refers to itself
 * @param waiting foreign keys that are to be filled later
 */
record LinkChoice(Map<Field, @Nullable String> fixed, Map<Field, Field> equal, List<Link> waiting) {
    private static final int MOST = 120;

    /** One way to fill one foreign key. */
    private record Option(Map<Field, @Nullable String> fixed, Map<Field, Field> equal, boolean waits) {}

    /**
     * All ways, up to a number of them, those first that refer to rows in every foreign key.
     *
     * @param shape the table
     * @param fixed values that are given
     * @param parents rows that a foreign key may refer to
     * @param mayWait whether a foreign key can be left for later
     */
    static List<LinkChoice> all(
            Shape shape, Map<Field, @Nullable String> fixed, Map<Link, List<Standing>> parents, boolean mayWait) {
        List<LinkChoice> choices = new ArrayList<>(List.of(new LinkChoice(fixed, Map.of(), List.of())));
        for (Link link : shape.links()) {
            List<Option> options =
                    options(shape, link, Objects.requireNonNullElse(parents.get(link), List.of()), mayWait);
            List<LinkChoice> more = new ArrayList<>();
            for (Option option : options) {
                for (LinkChoice choice : choices) {
                    LinkChoice both = choice.and(link, option);
                    if (both != null && more.size() < MOST) {
                        more.add(both);
                    }
                }
            }
            choices = more;
        }
        return choices;
    }

    private static List<Option> options(Shape shape, Link link, List<Standing> parents, boolean mayWait) {
        List<Option> options = new ArrayList<>();
        for (Standing parent : parents) {
            Map<Field, @Nullable String> values = new LinkedHashMap<>();
            for (int i = 0; i < link.columns().size(); i++) {
                values.put(
                        link.columns().get(i),
                        parent.texts().get(link.parentColumns().get(i)));
            }
            options.add(new Option(values, Map.of(), false));
        }
        boolean toItself = link.parent() == shape.oid();
        if (shape.canBeNull(link)) {
            Map<Field, @Nullable String> nulls = new HashMap<>();
            link.columns().stream().filter(shape::canBeNull).forEach(column -> nulls.put(column, null));
            options.add(new Option(nulls, Map.of(), parents.isEmpty() && !toItself && mayWait));
        }
        if (toItself) {
            Map<Field, Field> same = new LinkedHashMap<>();
            for (int i = 0; i < link.columns().size(); i++) {
                String parentColumn = link.parentColumns().get(i);
                Field own = shape.fields().stream()
                        .filter(field -> field.sql().equals(parentColumn))
                        .findFirst()
                        .orElseThrow();
                if (!own.equals(link.columns().get(i))) {
                    same.put(link.columns().get(i), own);
                }
            }
            options.add(new Option(Map.of(), same, false));
        } else if (link.deferrable() && mayWait) {
            options.add(new Option(Map.of(), Map.of(), true));
        }
        return options;
    }

    /** This choice and one more, or null if they contradict each other. */
    private @Nullable LinkChoice and(Link link, Option option) {
        Map<Field, @Nullable String> both = new LinkedHashMap<>(fixed);
        for (Map.Entry<Field, @Nullable String> value : option.fixed().entrySet()) {
            if (both.containsKey(value.getKey()) && !Objects.equals(both.get(value.getKey()), value.getValue())) {
                return null;
            }
            both.put(value.getKey(), value.getValue());
        }
        Map<Field, Field> same = new LinkedHashMap<>(equal);
        same.putAll(option.equal());
        List<Link> later = new ArrayList<>(waiting);
        if (option.waits()) {
            later.add(link);
        }
        return new LinkChoice(both, same, later);
    }
}
