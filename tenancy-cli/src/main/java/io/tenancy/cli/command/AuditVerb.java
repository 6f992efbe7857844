package io.tenancy.cli.command;

import io.tenancy.audit.AuditEntry;
import io.tenancy.config.ConnectionRole;
import io.tenancy.jdbc.audit.AuditChain;
import io.tenancy.jdbc.audit.AuditTrail;
import io.tenancy.jdbc.provision.TenantPage;
import io.tenancy.jdbc.provision.TenantQuery;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import io.tenancy.tenant.TenantStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A verb on the audit log, over the admin connection. */
abstract class AuditVerb extends Verb {
    @Parameters(arity = "0..1", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private @Nullable String key;

    @Option(
            names = "--platform",
            description = "What was done to no tenant in particular: plans published, work across tenants.")
    private boolean platform;

    AuditVerb(Session session) {
        super(session);
    }

    final AuditTrail trail() {
        return AuditTrail.over(session().connections().controlled(ConnectionRole.ADMIN));
    }

    /** The chain that was named, or null if none was. */
    final @Nullable AuditChain namedChain() {
        if (key != null && platform) {
            throw CommandException.usage("Give either a TENANT or --platform", "For example: audit list acme");
        }
        if (platform) {
            return AuditChain.PLATFORM;
        }
        if (key == null) {
            return null;
        }
        return AuditChain.of(registry().require(TenantKey.of(key)).id());
    }

    private TenantRegistry registry() {
        return TenantRegistry.over(
                session().connections().controlled(ConnectionRole.ADMIN),
                session().clock());
    }

    /** What people call each tenant; of a deleted one, the key that it had. */
    final Map<TenantId, String> keys() {
        Map<TenantId, String> keys = new HashMap<>();
        for (TenantStatus status : new @Nullable TenantStatus[] {TenantStatus.DELETED, null}) {
            TenantQuery query = new TenantQuery(status, null, null, 1000);
            TenantPage page = registry().list(query);
            page.items().forEach(tenant -> keys.put(tenant.id(), tenant.key().value()));
            while (page.nextCursor() != null) {
                page = registry().list(query.after(page.nextCursor()));
                page.items()
                        .forEach(tenant -> keys.put(tenant.id(), tenant.key().value()));
            }
        }
        return keys;
    }

    final AuditChain chain() {
        AuditChain named = namedChain();
        if (named == null) {
            throw CommandException.usage("Whose events?", "Give the key of a tenant, or --platform");
        }
        return named;
    }

    static Instant instant(String option, String typed) {
        try {
            return typed.length() == 10
                    ? LocalDate.parse(typed).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(typed);
        } catch (DateTimeParseException e) {
            throw CommandException.usage(option + " is no time", "Write 2027-01-31 or 2027-01-31T09:00:00Z");
        }
    }

    static Map<String, @Nullable Object> tree(AuditEntry entry) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("sequence", entry.sequence());
        tree.put("at", entry.at());
        tree.put("action", entry.action());
        tree.put("outcome", entry.outcome());
        tree.put("actor", entry.who().actor());
        tree.put("actorId", entry.who().actorId());
        tree.put("onBehalfOf", entry.who().onBehalfOf());
        tree.put("reason", entry.who().reason());
        tree.put("address", entry.who().address());
        tree.put("userAgent", entry.who().userAgent());
        tree.put("resourceType", entry.resourceType());
        tree.put("resourceId", entry.resourceId());
        tree.put("details", entry.details());
        tree.put("before", Json.tree(entry.before()));
        tree.put("after", Json.tree(entry.after()));
        tree.put("login", entry.login());
        tree.put("id", entry.id());
        tree.put("hash", entry.hash());
        return tree;
    }
}
