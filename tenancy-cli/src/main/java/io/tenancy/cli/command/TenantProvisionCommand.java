package io.tenancy.cli.command;

import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.Provisioning;
import io.tenancy.jdbc.provision.ProvisioningRequest;
import io.tenancy.member.EmailAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "provision",
        description = {
            "Set a tenant up: its settings, its plan with its trial, its first owner.",
            "All or nothing; the application's own steps are done by the application."
        })
@Mark(Mark.Effect.CHANGES)
final class TenantProvisionCommand extends ProvisioningVerb {
    @Option(names = "--name", paramLabel = "NAME", description = "The display name (default: the key).")
    private @Nullable String name;

    @Option(names = "--plan", paramLabel = "PLAN", description = "A published plan; its trial begins.")
    private @Nullable String plan;

    @Option(
            names = "--owner",
            paramLabel = "EMAIL",
            description = "The first owner: whoever has the account of the address, or else a new account.")
    private @Nullable String owner;

    @Option(
            names = "--owner-name",
            paramLabel = "NAME",
            description = "The name of a new account (default: the address before the @).")
    private @Nullable String ownerName;

    @Option(
            names = "--set",
            paramLabel = "NAME=JSON",
            description = "A setting; a text is quoted: --set 'theme=\"dark\"'. May be repeated.")
    private List<String> settings = List.of();

    @Option(names = "--reserve", description = "Hold the key only, while payment is open; go on with 'tenant resume'.")
    private boolean reserve;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = "Ordering again with this key changes nothing and shows the same tenant.")
    private @Nullable String idempotencyKey;

    TenantProvisionCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        ProvisioningRequest request = request();
        Attribution by = attribution().attribution("Provisioned by hand");
        if (reserve) {
            Provisioning waiting = provisioner().reserve(request, by);
            print(
                    "Key " + request.key() + " is held for 24 hours. Go on: tenancyctl tenant resume " + request.key(),
                    waiting);
        } else {
            print("Tenant " + request.key() + " is active", provisioner().provision(request, by));
        }
        if (request.owner() != null) {
            session()
                    .console()
                    .note("A new account has no password yet: "
                            + request.owner().email()
                            + " sets one by the link that the application mails for a forgotten one");
        }
        return OK;
    }

    private ProvisioningRequest request() {
        ProvisioningRequest request =
                ProvisioningRequest.of(key(), name == null ? key().value() : TenantNames.checked(name));
        if (plan != null) {
            request = request.plan(plan);
        }
        if (owner != null) {
            EmailAddress address = EmailAddress.of(owner);
            String local = address.value().substring(0, address.value().lastIndexOf('@'));
            request = request.owner(address.value(), ownerName == null ? local : TenantNames.checked(ownerName));
        } else if (ownerName != null) {
            throw CommandException.usage("--owner-name is the name of --owner, which is missing", "Add --owner EMAIL");
        }
        for (String assignment : settings) {
            SettingAssignment setting = SettingAssignment.parse(assignment);
            request = request.setting(setting.name(), setting.json());
        }
        if (idempotencyKey != null) {
            if (idempotencyKey.isBlank() || idempotencyKey.length() > 200) {
                throw CommandException.usage("--idempotency-key has 1 to 200 characters", "Give a shorter one");
            }
            request = request.idempotencyKey(idempotencyKey);
        }
        return request;
    }
}
