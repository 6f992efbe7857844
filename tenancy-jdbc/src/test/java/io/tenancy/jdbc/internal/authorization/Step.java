package io.tenancy.jdbc.internal.authorization;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of a random walk.
 *
 * @param path which way it tries
 * @param as in what role it comes
 * @param actor who is bound; null for none
 * @param answers who must have held what somebody gains; null for the operator, who may give anything
 * @param statements what it says
 * @param done what is remembered if it succeeds
 */
record Step(
        String path, As as, @Nullable UUID actor, @Nullable UUID answers, List<String> statements, Runnable done) {
    /** Holds nothing: who answers where nobody may gain anything. */
    static final UUID NOBODY = new UUID(0, 0);

    enum As {
        /** The application, in the tenant, with a principal bound. */
        MEMBER,
        /** The application, with nothing bound: somebody who is not signed in, or follows a link. */
        VISITOR,
        OPERATOR
    }

    static Step of(String path, UUID actor, String... statements) {
        return new Step(path, As.MEMBER, actor, actor, List.of(statements), () -> {});
    }

    static Step visit(String path, @Nullable UUID answers, String... statements) {
        return new Step(path, As.VISITOR, null, answers, List.of(statements), () -> {});
    }

    static Step operate(String path, String... statements) {
        return new Step(path, As.OPERATOR, null, null, List.of(statements), () -> {});
    }

    Step then(Runnable remember) {
        return new Step(path, as, actor, answers, statements, remember);
    }
}
