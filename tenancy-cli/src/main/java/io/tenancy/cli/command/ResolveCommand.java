package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.config.ConnectionRole;
import io.tenancy.jdbc.provision.JdbcTenantStore;
import io.tenancy.resolve.HostName;
import io.tenancy.resolve.Resolvers;
import io.tenancy.resolve.TenantRequest;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.tenant.TenantNotFoundException;
import io.tenancy.tenant.TenantStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "resolve",
        description = {
            "Explain which tenant a host name leads to, and whether it would be let in.",
            "Asks what an application asks: first the verified domains, then the label under the base domain."
        })
@Mark(Mark.Effect.READ_ONLY)
final class ResolveCommand extends Verb {
    private static final int CACHE_SECONDS = 5;

    @Parameters(paramLabel = "HOST", description = "A host name as a browser sends it, with or without port.")
    private String typed = "";

    @Option(
            names = "--base-domain",
            paramLabel = "DOMAIN",
            description = "The domain under which tenants have a label (default: application.baseDomain).")
    private @Nullable String baseDomain;

    ResolveCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        HostName host = HostName.parse(typed);
        String base = baseDomain == null ? session().baseDomain() : baseDomain;
        TenantStore store = JdbcTenantStore.uncached(session().connections().controlled(ConnectionRole.APP));
        Map<String, @Nullable Object> steps = new LinkedHashMap<>();
        steps.put("host", host.value());
        TenantKey key = key(store, host, base, steps);
        Tenant tenant = key == null ? null : store.findByKey(key).orElse(null);
        steps.put("status", tenant == null ? null : tenant.status());
        steps.put("name", tenant == null ? null : tenant.name());
        steps.put("id", tenant == null ? null : tenant.id());
        steps.put(
                "source",
                "the registry, asked just now; an application may answer from memory for " + CACHE_SECONDS + " s");
        session().console().print(Document.entry(steps));
        if (tenant == null) {
            throw key == null ? TenantNotFoundException.byDomain(host.value()) : TenantNotFoundException.byKey(key);
        }
        Tenant unused = tenant.requireActive();
        return OK;
    }

    private static @Nullable TenantKey key(
            TenantStore store, HostName host, @Nullable String base, Map<String, @Nullable Object> steps) {
        TenantRequest request = TenantRequest.ofHost(host.value());
        Optional<TenantKey> byDomain = Resolvers.verifiedDomain(store).resolve(request);
        Optional<TenantKey> bySubdomain =
                base == null ? Optional.empty() : Resolvers.subdomainOf(base).resolve(request);
        steps.put("verifiedDomain", byDomain.map(key -> "of tenant " + key).orElse("of no tenant"));
        steps.put("subdomain", subdomain(base, bySubdomain));
        TenantKey key = byDomain.or(() -> bySubdomain).orElse(null);
        steps.put("resolver", byDomain.isPresent() ? "domain" : bySubdomain.isPresent() ? "subdomain" : null);
        steps.put("key", key);
        return key;
    }

    private static String subdomain(@Nullable String base, Optional<TenantKey> found) {
        if (base == null) {
            return "not asked: no base domain is configured (application.baseDomain or --base-domain)";
        }
        return found.map(key -> "names " + key + " under " + base).orElse("names no tenant under " + base);
    }
}
