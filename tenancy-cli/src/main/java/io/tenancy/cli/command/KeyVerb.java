package io.tenancy.cli.command;

import io.tenancy.apikey.ApiKeyFormat;
import io.tenancy.apikey.NewApiKey;
import io.tenancy.cli.output.Document;
import io.tenancy.config.ConnectionRole;
import io.tenancy.config.TenancyConfig;
import io.tenancy.jdbc.apikey.ApiKeyRegistry;
import io.tenancy.ratelimit.RateLimit;
import io.tenancy.tenant.Tenant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A verb on the keys of a tenant, over the admin connection. */
abstract class KeyVerb extends Verb {
    private static final long USUAL = 1_000;

    KeyVerb(Session session) {
        super(session);
    }

    final ApiKeyRegistry keys() {
        TenancyConfig config = config();
        return ApiKeyRegistry.over(
                session().connections().controlled(ConnectionRole.ADMIN),
                ApiKeyFormat.of(prefix(config)),
                config.peppers(),
                config.rateLimits().stream()
                        .filter(limit -> limit.name().equals(RateLimit.API_KEY))
                        .mapToLong(RateLimit::capacity)
                        .findFirst()
                        .orElse(USUAL),
                session().clock());
    }

    final TenancyConfig config() {
        return session().connections().config();
    }

    static String prefix(TenancyConfig config) {
        String prefix = config.application().keyPrefix();
        if (prefix == null) {
            throw CommandException.usage(
                    "No key prefix is declared",
                    "Run this where " + TenancyConfig.FILE_NAME
                            + " stands, or name it with --config, and declare application.keyPrefix there");
        }
        return prefix;
    }

    /** The key on a line of its own, for the only time. */
    final void show(Tenant tenant, NewApiKey made, String sentence) {
        Map<String, @Nullable Object> tree =
                KeyView.tree(tenant, made.key(), session().clock().instant());
        tree.put("secret", made.secretText());
        session().console().print(Document.of(tree, page -> {
            page.line(page.style().good("ok") + "  " + page.safe(sentence));
            page.line(made.secretText());
        }));
        session().console().note("This is the only time the key is shown; only a hash of it is kept");
        if (config().peppers().currentId().isEmpty()) {
            session()
                    .console()
                    .note(
                            "It is hashed without a pepper; set TENANCY_KEY_PEPPERS, here and where the application runs");
        }
    }
}
