package io.tenancy.jdbc.internal.synthesis;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Queries that let the server choose: the values that may be taken stand in it as relations, one per column, joined to rows that look
 * like rows of the table, and the table's own conditions filter them. Stateless.
 */
final class SearchSql {
    private SearchSql() {}

    /** The best combination that satisfies everything; every combination is looked at. */
    static String everyWay(Component component) {
        String columns = component.slots().stream()
                .map(slot ->
                        "~c" + slot.field().number() + "~.v as " + slot.field().sql())
                .collect(Collectors.joining(", "))
                .replace('~', '"');
        String order = component.slots().stream()
                .map(slot -> "\"c" + slot.field().number() + "\".o")
                .collect(Collectors.joining(" + "));
        String relations = component.slots().stream()
                .map(slot -> relation(slot) + " as \"c" + slot.field().number() + '"')
                .collect(Collectors.joining(" cross join "));
        return outer(component, "select " + columns + ", " + order + " as \"~ order ~\" from " + relations);
    }

    /** A combination that satisfies everything, out of many that are drawn. */
    static String someWays(Component component, int draws) {
        StringBuilder columns = new StringBuilder();
        int place = 0;
        for (Slot slot : component.slots()) {
            String array = slot.values().stream()
                    .map(value -> typed(value, slot.field().type()))
                    .collect(Collectors.joining(", ", "(array[", "])"));
            // A multiplier of its own for every column, so that the draws of two columns are not in step.
            columns.append(array)
                    .append("[1 + ((g * ")
                    .append(7919 + 104_729L * place)
                    .append(" + g / ")
                    .append(place + 3)
                    .append(") % ")
                    .append(slot.values().size())
                    .append(")] as ")
                    .append(slot.field().sql())
                    .append(", ");
            place++;
        }
        return outer(
                component, "select " + columns + "g as \"~ order ~\" from generate_series(1::bigint, " + draws + ") g");
    }

    /** Whether one combination satisfies everything; for conditions that fail instead of saying no. */
    static String oneWay(Component component, List<@Nullable String> values) {
        String columns = "";
        for (int i = 0; i < values.size(); i++) {
            Field field = component.slots().get(i).field();
            columns += typed(values.get(i), field.type()) + " as " + field.sql() + ", ";
        }
        return outer(component, "select " + columns + "1 as \"~ order ~\"");
    }

    /** Those of some values that a type, with its domains, takes. */
    static String accepted(TypeShape type, List<String> values) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            all.append(i == 0 ? "" : ", ")
                    .append('(')
                    .append(typed(values.get(i), type))
                    .append(", ")
                    .append(i)
                    .append(')');
        }
        return "select value::text from (values " + all + ") as d(value, o) where " + domains(type) + " order by o";
    }

    private static String outer(Component component, String rows) {
        String wanted = component.slots().stream()
                .map(slot -> slot.field().sql() + "::text")
                .collect(Collectors.joining(", "));
        String generated = component.generated().stream()
                .map(field -> ", (" + field.generated() + ")::" + field.type().sql() + " as " + field.sql())
                .collect(Collectors.joining());
        String conditions = component.conditions().stream()
                .map(condition -> " and (" + condition.sql() + ") is not false")
                .collect(Collectors.joining());
        return "select " + wanted + " from (select \"~ base ~\".*" + generated + " from (" + rows
                + ") \"~ base ~\") \"~ row ~\" where true" + conditions + " order by \"~ order ~\" limit 1";
    }

    private static String relation(Slot slot) {
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < slot.values().size(); i++) {
            values.append(i == 0 ? "" : ", ")
                    .append('(')
                    .append(typed(slot.values().get(i), slot.field().type()))
                    .append(", ")
                    .append(i)
                    .append(')');
        }
        return "(select value as v, o from (values " + values + ") as d(value, o) where "
                + domains(slot.field().type()) + ")";
    }

    private static String domains(TypeShape type) {
        return type.checks().isEmpty()
                ? "true"
                : type.checks().stream()
                        .map(check -> "(" + check.sql() + ") is not false")
                        .collect(Collectors.joining(" and "));
    }

    /** A value in its type, cut to its length. */
    static String typed(@Nullable String value, TypeShape type) {
        return "cast(" + Literals.quoted(value) + " as " + type.sql() + ")";
    }
}
