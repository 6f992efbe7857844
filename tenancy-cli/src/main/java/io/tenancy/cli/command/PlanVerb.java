package io.tenancy.cli.command;

import io.tenancy.config.ConnectionRole;
import io.tenancy.config.TenancyConfig;
import io.tenancy.entitlement.Feature;
import io.tenancy.entitlement.PlanCatalog;
import io.tenancy.jdbc.provision.PlanRegistry;
import java.util.Collection;

/** A verb on plans, over the admin connection. */
abstract class PlanVerb extends Verb {
    PlanVerb(Session session) {
        super(session);
    }

    final PlanRegistry plans() {
        return PlanRegistry.over(
                session().connections().controlled(ConnectionRole.ADMIN),
                session().clock());
    }

    /** What the application's file declares; a file that declares nothing is refused, so that nothing is published by accident. */
    final PlanCatalog declared() {
        PlanCatalog catalog = session().connections().config().plans();
        if (catalog.features().isEmpty()) {
            throw CommandException.usage(
                    "No features are declared",
                    "Run this where " + TenancyConfig.FILE_NAME
                            + " stands, or name it with --config, and declare features and plans there");
        }
        return catalog;
    }

    final Collection<Feature> features() {
        return declared().features();
    }
}
