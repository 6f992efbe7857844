package io.tenancy.cli.lint;

import java.util.List;

/** What a statement of any kind calls, reads and writes, wherever in it. */
record Facts(List<Expr.Call> calls, List<Use> reads, List<Use> writes, List<String> literals) {
    static final Facts NONE = new Facts(List.of(), List.of(), List.of(), List.of());

    Facts withLiterals(List<String> others) {
        return new Facts(calls, reads, writes, others);
    }

    enum Verb {
        SELECT,
        INSERT,
        UPDATE,
        DELETE,
        MERGE,
        TRUNCATE,
        COPY
    }

    record Use(Verb verb, Name table, int at) {}
}
