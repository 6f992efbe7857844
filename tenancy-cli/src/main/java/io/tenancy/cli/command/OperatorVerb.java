package io.tenancy.cli.command;

import io.tenancy.config.ConnectionRole;
import io.tenancy.jdbc.member.OperatorRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A verb on operators of the platform, over the admin connection. */
abstract class OperatorVerb extends Verb {
    static final String VARIABLE = "TENANCY_OPERATOR_PASSWORD";

    OperatorVerb(Session session) {
        super(session);
    }

    final OperatorRegistry operators() {
        return OperatorRegistry.over(
                session().connections().controlled(ConnectionRole.ADMIN),
                session().connections().config().secretKeyset().orElse(null),
                session().clock());
    }

    /** The password from the environment, or typed by somebody. */
    final String secret(String question) {
        String given = session().environment().get(VARIABLE);
        if (given != null && !given.isEmpty()) {
            return given;
        }
        String typed = session().console().askSecret(question);
        if (typed == null) {
            throw CommandException.usage(
                    "There is no password, and nobody is there to type one",
                    "Set " + VARIABLE + ", or run it in a terminal");
        }
        return typed;
    }

    static Map<String, @Nullable Object> fields(io.tenancy.jdbc.member.Operator operator) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("operator", operator.name());
        fields.put("level", MemberView.word(operator.level()));
        fields.put("id", operator.id());
        fields.put("createdAt", operator.createdAt());
        fields.put("signedInAt", operator.signedInAt());
        fields.put("disabledAt", operator.disabledAt());
        return fields;
    }
}
