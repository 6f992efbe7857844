package io.tenancy.cli.command;

import io.tenancy.authorization.RoleCatalog;
import io.tenancy.jdbc.authorization.RoleChange;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "diff", description = "Tell what 'role apply' would do; exits with 1 if that is anything.")
@Mark(Mark.Effect.READ_ONLY)
final class RoleDiffCommand extends RoleVerb {
    @Option(names = "--prune", description = "As for 'role apply'.")
    private boolean prune;

    RoleDiffCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        RoleCatalog declared = declared();
        List<RoleChange> changes = roles().preview(declared.permissions(), declared.roles(), prune);
        session().console().print(RoleChanges.document(changes, false));
        return changes.stream().anyMatch(RoleChange::isChange) ? FINDINGS : OK;
    }
}
