package io.tenancy.cli.command;

import io.tenancy.apikey.KeyUse;
import io.tenancy.apikey.VerifiedKey;
import io.tenancy.authorization.Permission;
import io.tenancy.cli.output.Console;
import io.tenancy.cli.output.Document;
import io.tenancy.config.ConnectionRole;
import io.tenancy.config.TenancyConfig;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.isolation.StartCheck;
import io.tenancy.resolve.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        description = {
            "Tell whether a key would be accepted, as the application would: whose it is, and what it may now.",
            "The key comes from TENANCY_API_KEY, a pipe or a prompt, never from the command line, where others could read it."
        })
@Mark(Mark.Effect.READ_ONLY)
final class KeyVerifyCommand extends KeyVerb {
    static final String VARIABLE = "TENANCY_API_KEY";

    @Option(names = "--from", paramLabel = "ADDRESS", description = "As if the request came from this address.")
    private @Nullable String address;

    @Option(
            names = "--scope",
            split = ",",
            paramLabel = "PERMISSION",
            description = "Whether it may this: patients:read.")
    private List<String> scopes = List.of();

    KeyVerifyCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        KeyUse use = use();
        TenancyConfig config = config();
        String presented = presented();
        try (JdbcTenancy tenancy = JdbcTenancy.builder()
                .app(session().connections().controlled(ConnectionRole.APP))
                .startCheck(StartCheck.OFF)
                .features(config.plans().features())
                .rateLimits(config.rateLimits())
                .keyPrefix(prefix(config))
                .peppers(config.peppers())
                .clock(session().clock())
                .build()) {
            print(tenancy.apiKeys().verify(presented, use));
        }
        return OK;
    }

    private KeyUse use() {
        try {
            InetAddress from = address == null
                    ? null
                    : InetAddress.getByName(Network.parse(address).toString());
            return KeyUse.from(from).needing(scopes.stream().map(Permission::of).toArray(Permission[]::new));
        } catch (IllegalArgumentException | IOException e) {
            throw CommandException.usage(
                    "--from or --scope cannot be read: " + e.getMessage(), "tenancyctl key verify --help");
        }
    }

    private String presented() {
        String given = session().environment().get(VARIABLE);
        Console console = session().console();
        try {
            if (given == null || given.isBlank()) {
                given = console.terminal().in()
                        ? console.askSecret("API key:")
                        : console.in().readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (given == null || given.isBlank()) {
            throw CommandException.usage("No key was given", "Set " + VARIABLE + ", or pipe the key in");
        }
        return given.strip();
    }

    private void print(VerifiedKey key) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("tenant", key.tenant().key());
        tree.put("key", key.principal().id());
        tree.put("name", key.principal().name());
        tree.put("environment", key.environment().word());
        tree.put(
                "permissions",
                key.permissions().stream().map(Permission::toString).toList());
        session().console().print(Document.of(tree, page -> {
            page.line(page.style().good("ok") + "  "
                    + page.safe("The key " + key.principal().name() + " of tenant "
                            + key.tenant().key() + " is accepted"));
            tree.put(
                    "permissions",
                    String.join(
                            ", ",
                            key.permissions().stream().map(Permission::toString).toList()));
            page.fields(tree);
        }));
    }
}
