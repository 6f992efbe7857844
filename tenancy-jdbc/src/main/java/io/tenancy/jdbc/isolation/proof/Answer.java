package io.tenancy.jdbc.isolation.proof;

import java.util.List;
import java.util.Set;

/**
 * What the server said to an attack. Immutable.
 *
 * @param rows how many rows were returned or changed by the last statement
 * @param values the first column of what was returned
 * @param state the SQLSTATE if it failed, else empty
 * @param message the server's first line if it failed, else empty
 * @param touched the tables in which rows of the other tenant are not what they were
 * @param prepared whether everything that comes before the attack could be done
 */
record Answer(long rows, List<String> values, String state, String message, Set<String> touched, boolean prepared) {
    private static final Set<String> TIME = Set.of("55P03", "57014", "40P01");

    static Answer failed(String state, String message, boolean prepared) {
        return new Answer(0, List.of(), state, message, Set.of(), prepared);
    }

    boolean failed() {
        return !state.isEmpty();
    }

    /** Insufficient privilege, or a policy. */
    boolean refused() {
        return state.equals("42501");
    }

    /** A policy let the row not in; not a missing privilege. */
    boolean refusedByPolicy() {
        return refused() && message.contains("row-level security");
    }

    boolean outOfTime() {
        return TIME.contains(state);
    }

    /** A key refused it. */
    boolean duplicate() {
        return state.equals("23505") || state.equals("23P01");
    }

    boolean reached() {
        return !failed() && rows > 0;
    }

    String value() {
        return String.join("\n", values);
    }

    /** First lines of these classes name objects, never values. */
    String text() {
        boolean namesOnly =
                List.of("42", "23", "0A", "55", "57").contains(state.substring(0, Math.min(2, state.length())));
        return namesOnly ? state + " " + message : state;
    }
}
