package io.tenancy.jdbc.internal.apikey;

import io.tenancy.apikey.ApiKey;
import io.tenancy.apikey.ApiKeyRequest;
import io.tenancy.apikey.ApiKeys;
import io.tenancy.apikey.KeyUse;
import io.tenancy.apikey.NewApiKey;
import io.tenancy.apikey.VerifiedKey;
import io.tenancy.authorization.Principal;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.transaction.AppChange;
import io.tenancy.jdbc.internal.transaction.TenantUnits;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keys of the bound tenant. Thread-safe. */
public final class JdbcApiKeys implements ApiKeys {
    private final TenantUnits units;
    private final KeyDesk desk;
    private final KeyService service;
    private final Clock clock;

    JdbcApiKeys(TenantUnits units, KeyDesk desk, KeyService service, Clock clock) {
        this.units = units;
        this.desk = desk;
        this.service = service;
        this.clock = clock;
    }

    @Override
    public NewApiKey create(ApiKeyRequest request) {
        service.requirePlan(units.binding().tenant());
        return change(
                "make an API key", (connection, tenant, creator) -> desk.create(connection, tenant, creator, request));
    }

    @Override
    public List<ApiKey> list() {
        return read("list API keys", connection -> desk.list(connection, tenant()));
    }

    @Override
    public ApiKey require(UUID id) {
        return read("read an API key", connection -> desk.require(connection, tenant(), id));
    }

    @Override
    public NewApiKey rotate(UUID id, Duration overlap) {
        return change(
                "rotate an API key",
                (connection, tenant, creator) -> desk.rotate(connection, tenant, creator, id, overlap));
    }

    @Override
    public ApiKey revoke(UUID id) {
        return units.inTransaction("revoke an API key", KeyRefusals.ALL, connection -> {
            AppChange.attribute(connection, units, "revoke an API key", clock.instant());
            return desk.revoke(connection, tenant(), id);
        });
    }

    @Override
    public List<DailyUse> usage(UUID id, LocalDate since) {
        return read("read the use of an API key", connection -> desk.usage(connection, tenant(), id, since));
    }

    @Override
    public VerifiedKey verify(String presented, KeyUse use) {
        return service.verify(presented, use);
    }

    private interface Change {
        NewApiKey make(java.sql.Connection connection, UUID tenant, UUID creator) throws java.sql.SQLException;
    }

    private NewApiKey change(String doing, Change work) {
        @Nullable Principal creator = units.binding().principal();
        if (creator == null) {
            throw new IllegalStateException("nobody is bound as principal: a key acts for whoever makes it");
        }
        return units.inTransaction(doing, KeyRefusals.ALL, connection -> {
            AppChange.attribute(connection, units, doing, clock.instant());
            return work.make(connection, tenant(), creator.id());
        });
    }

    private <T> T read(String doing, Jdbc.Work<T> work) {
        return units.inTransaction(doing, KeyRefusals.ALL, work);
    }

    private UUID tenant() {
        return units.binding().tenant().id().value();
    }
}
