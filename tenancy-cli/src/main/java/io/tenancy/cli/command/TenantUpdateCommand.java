package io.tenancy.cli.command;

import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "update",
        description = {"Change one thing about a tenant: its name, a setting or a domain.", "The key: see rename."})
@Mark(Mark.Effect.CHANGES)
final class TenantUpdateCommand extends TenantVerb {
    /** Exactly one, so that a command is done as a whole or not at all. */
    static final class Change {
        @Option(names = "--name", paramLabel = "NAME", description = "Change the display name.")
        private @Nullable String name;

        @Option(
                names = "--set",
                paramLabel = "NAME=JSON",
                description = "Set a setting; a text is quoted: --set 'theme=\"dark\"'.")
        private @Nullable String set;

        @Option(names = "--unset", paramLabel = "NAME", description = "Remove a setting.")
        private @Nullable String unset;

        @Option(names = "--add-domain", paramLabel = "HOST", description = "Add a domain, not yet verified.")
        private @Nullable String addDomain;

        @Option(
                names = "--verify-domain",
                paramLabel = "HOST",
                description = "Mark a domain as proved, so that it resolves.")
        private @Nullable String verifyDomain;

        @Option(names = "--remove-domain", paramLabel = "HOST", description = "Remove a domain.")
        private @Nullable String removeDomain;
    }

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Change change = new Change();

    TenantUpdateCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        TenantKey key = key();
        Attribution by = attribution().attribution("Changed by hand");
        Step step = step();
        TenantRegistry registry = registry();
        TenantId id = registry.require(key).id();
        String sentence = step.apply(registry, id, by);
        session().console().print(TenantView.changed(sentence, registry.show(id).tenant()));
        return OK;
    }

    private interface Step {
        String apply(TenantRegistry registry, TenantId id, Attribution by);
    }

    /** Reads the one option; what is wrong with it is said before the registry is asked. */
    private Step step() {
        if (change.name != null) {
            String name = TenantNames.checked(change.name);
            return (registry, id, by) ->
                    "The name is now " + registry.changeName(id, name, by).name();
        }
        if (change.set != null) {
            return set(change.set);
        }
        if (change.unset != null) {
            String name = change.unset;
            return (registry, id, by) -> registry.removeSetting(id, name, by)
                    ? "Setting " + name + " is removed"
                    : "There was no setting " + name;
        }
        if (change.addDomain != null) {
            String host = Hosts.normalised(change.addDomain);
            return (registry, id, by) -> "Domain "
                    + registry.addDomain(id, host, by).domain() + " is added; it resolves once it is verified";
        }
        if (change.verifyDomain != null) {
            String host = Hosts.normalised(change.verifyDomain);
            return (registry, id, by) ->
                    "Domain " + registry.markDomainVerified(id, host, by).domain() + " resolves";
        }
        String host = Hosts.normalised(change.removeDomain == null ? "" : change.removeDomain);
        return (registry, id, by) -> registry.removeDomain(id, host, by)
                ? "Domain " + host + " is removed"
                : "The tenant did not have the domain " + host;
    }

    private static Step set(String assignment) {
        SettingAssignment setting = SettingAssignment.parse(assignment);
        return (registry, id, by) -> {
            registry.putSetting(id, setting.name(), setting.json(), by);
            return "Setting " + setting.name() + " is set";
        };
    }
}
