package io.tenancy.jdbc.provision;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.resolve.HostName;
import io.tenancy.tenant.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Domains and settings of a tenant. Immutable, thread-safe. */
final class TenantBelongings {
    static final Map<String, Function<SQLException, TenancyException>> NOT_JSON =
            Map.of("22P02", TenantBelongings::notJson, "TN060", TenantBelongings::notFitting);

    private final RegistryWork work;

    TenantBelongings(RegistryWork work) {
        this.work = work;
    }

    void putSetting(TenantId id, String name, String json, Attribution by) {
        boolean unused = work.change("put a setting", by, NOT_JSON, connection -> {
            RegistryWork.requireLiving(connection, id);
            putSetting(connection, id, name, json, work.now());
            return true;
        });
    }

    /** In a transaction that says who and why already. */
    static void putSetting(Connection connection, TenantId id, String name, String json, OffsetDateTime now)
            throws SQLException {
        if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new IllegalArgumentException(
                    "name must be 1 to 100 of letters, digits, dots, hyphens and underscores");
        }
        Jdbc.run(
                connection,
                "insert into tenancy.tenant_setting as s (tenant_id, name, value, updated_at) values (?, ?, ?::jsonb, ?)"
                        + " on conflict (tenant_id, name) do update set value = excluded.value, updated_at = excluded.updated_at"
                        + " where s.value <> excluded.value",
                id.value(),
                name,
                json,
                now);
    }

    boolean removeSetting(TenantId id, String name, Attribution by) {
        return work.change("remove a setting", by, Map.of(), connection -> {
            RegistryWork.requireLiving(connection, id);
            return Jdbc.run(
                            connection,
                            "delete from tenancy.tenant_setting where tenant_id = ? and name = ?",
                            id.value(),
                            name)
                    > 0;
        });
    }

    TenantDomain addDomain(TenantId id, String domain, Attribution by) {
        String host = customDomain(domain);
        return work.change("add a domain", by, domainRefusals(host), connection -> {
            RegistryWork.requireLiving(connection, id);
            Jdbc.run(
                    connection,
                    "insert into tenancy.tenant_domain (tenant_id, domain) values (?, ?) on conflict (tenant_id, domain) do nothing",
                    id.value(),
                    host);
            return domain(connection, id, host).orElseThrow();
        });
    }

    TenantDomain markDomainVerified(TenantId id, String domain, Attribution by) {
        String host = customDomain(domain);
        return work.change("verify a domain", by, domainRefusals(host), connection -> {
            RegistryWork.requireLiving(connection, id);
            Jdbc.run(
                    connection,
                    "update tenancy.tenant_domain set verified_at = ? where tenant_id = ? and domain = ? and verified_at is null",
                    work.now(),
                    id.value(),
                    host);
            return domain(connection, id, host).orElseThrow(() -> new DomainNotFoundException(host));
        });
    }

    boolean removeDomain(TenantId id, String domain, Attribution by) {
        String host = customDomain(domain);
        return work.change("remove a domain", by, Map.of(), connection -> {
            RegistryWork.requireLiving(connection, id);
            return Jdbc.run(
                            connection,
                            "delete from tenancy.tenant_domain where tenant_id = ? and domain = ?",
                            id.value(),
                            host)
                    > 0;
        });
    }

    private static Optional<TenantDomain> domain(Connection connection, TenantId id, String host) throws SQLException {
        return Jdbc.first(
                connection,
                "select domain, added_at, verified_at from tenancy.tenant_domain where tenant_id = ? and domain = ?",
                TenantListing::domain,
                id.value(),
                host);
    }

    private static String customDomain(String domain) {
        HostName host = HostName.parse(domain);
        if (host.isAddress() || host.value().indexOf('.') < 0) {
            throw new TenancyException(
                    ErrorCode.HOST_INVALID, "Not a custom domain", "Use a full host name such as app.example.org");
        }
        return host.value();
    }

    private static TenancyException notFitting(SQLException failure) {
        return new TenancyException(
                ErrorCode.SETTING_INVALID,
                "The setting cannot have this value",
                "tenancyctl setting list tells what it may have",
                Map.of(),
                failure);
    }

    private static TenancyException notJson(SQLException failure) {
        return new TenancyException(
                ErrorCode.USAGE,
                "The value of the setting is no JSON",
                "Write text in quotes: \"de\"",
                Map.of(),
                failure);
    }

    private static Map<String, Function<SQLException, TenancyException>> domainRefusals(String host) {
        return Map.of("TN005", e -> new DomainTakenException(host), "23505", e -> new DomainTakenException(host));
    }
}
