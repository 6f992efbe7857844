package io.tenancy.jdbc.isolation.proof;

import io.tenancy.jdbc.internal.synthesis.SeededRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells how the rows were made that a leak needs, so that anybody can repeat it. Immutable. */
final class Scripts {
    private final List<SeededRow> rows;
    private final Map<Long, List<Field>> fields;

    Scripts(List<SeededRow> rows, Map<Long, List<Field>> fields) {
        this.rows = List.copyOf(rows);
        this.fields = Map.copyOf(fields);
    }

    /** The rows stand as they were found, so neither triggers nor keys have a say. */
    List<String> rowsFor(Set<Long> tables) {
        List<String> script = new ArrayList<>();
        for (SeededRow row : rows) {
            if (tables.contains(row.table())) {
                script.add(new Row(row.literals()).insert(row.sql(), fields.getOrDefault(row.table(), List.of())));
            }
        }
        if (!script.isEmpty()) {
            script.add(0, "set local session_replication_role = replica");
            script.add("set local session_replication_role = origin");
        }
        return script;
    }
}
