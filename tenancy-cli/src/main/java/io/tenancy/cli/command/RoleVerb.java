package io.tenancy.cli.command;

import io.tenancy.authorization.RoleCatalog;
import io.tenancy.config.ConnectionRole;
import io.tenancy.config.TenancyConfig;
import io.tenancy.jdbc.authorization.RoleRegistry;
import io.tenancy.jdbc.member.MemberRegistry;
import io.tenancy.tenant.Tenant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A verb on roles and grants, over the admin connection. */
abstract class RoleVerb extends Verb {
    RoleVerb(Session session) {
        super(session);
    }

    final RoleRegistry roles() {
        return RoleRegistry.over(
                session().connections().controlled(ConnectionRole.ADMIN),
                session().clock());
    }

    /** What the application's file declares; a file that declares nothing is refused, so that nothing is published by accident. */
    final RoleCatalog declared() {
        RoleCatalog catalog = session().connections().config().access();
        if (catalog.isEmpty()) {
            throw CommandException.usage(
                    "No permissions are declared",
                    "Run this where " + TenancyConfig.FILE_NAME
                            + " stands, or name it with --config, and declare permissions and roles there");
        }
        return catalog;
    }

    /** Whoever is meant: a member by its address, anybody by id. */
    final UUID principal(Tenant tenant, String typed) {
        if (!typed.contains("@")) {
            return id("PRINCIPAL", typed);
        }
        return MemberVerb.member(
                        MemberRegistry.over(
                                        session().connections().controlled(ConnectionRole.ADMIN),
                                        session().clock())
                                .of(tenant.id(), MemberVerb.READING),
                        typed)
                .accountId();
    }

    static UUID id(String what, String typed) {
        try {
            if (typed.length() == 36) {
                return UUID.fromString(typed);
            }
        } catch (IllegalArgumentException e) {
            // Said below, as any other text.
        }
        throw CommandException.usage(
                what + " is no id: " + typed, "Give a UUID such as 0190a5b0-7c1e-7d3a-8f00-5f5f3c1b2a10");
    }

    static @Nullable UUID branch(@Nullable String typed) {
        return typed == null ? null : id("--branch", typed);
    }

    /** A few of many, for one line. */
    static String few(List<String> texts) {
        return texts.size() <= 6
                ? String.join(", ", texts)
                : String.join(", ", texts.subList(0, 5)) + " and " + (texts.size() - 5) + " more";
    }
}
