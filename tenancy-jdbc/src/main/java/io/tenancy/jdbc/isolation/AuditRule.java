package io.tenancy.jdbc.isolation;

import java.util.function.Consumer;

/** A small group of rules that look at the same things. Stateless. */
interface AuditRule {
    /** Tells what it finds; order and repetition do not matter. */
    void judge(AuditSubject subject, Consumer<Finding> findings);
}
