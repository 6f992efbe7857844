package io.tenancy.jdbc.isolation.proof;

import java.util.List;
import java.util.Set;

/**
 * One attack, ready to be carried out.
 *
 * @param before what whoever runs the proof does first
 * @param context what the connection is told
 * @param statements what is sent as the application; the last one is judged
 * @param watched the tables whose other tenant's rows must stay what they are
 */
record Scene(List<String> before, Context context, List<String> statements, Set<Long> watched) {
    static Scene of(Context context, String... statements) {
        return new Scene(List.of(), context, List.of(statements), Set.of());
    }

    Scene watching(Set<Long> tables) {
        return new Scene(before, context, statements, tables);
    }

    Scene after(String... preparations) {
        return after(List.of(preparations));
    }

    Scene after(List<String> preparations) {
        return new Scene(preparations, context, statements, watched);
    }

    /** What is judged. */
    String statement() {
        return statements.get(statements.size() - 1);
    }
}
