package io.tenancy.jdbc;

import io.tenancy.config.ConnectionRole;
import io.tenancy.config.TenancyConfig;
import io.tenancy.jdbc.internal.pool.ConfiguredPools;

/** A tenancy with pools of its own, as the configuration says. Stateless. */
final class ConfiguredTenancy {
    private ConfiguredTenancy() {}

    static JdbcTenancy open(TenancyConfig config) {
        ConfiguredPools pools = ConfiguredPools.of(config);
        try {
            JdbcTenancyBuilder builder = JdbcTenancy.builder()
                    .app(pools.require(ConnectionRole.APP))
                    .isolation(config.isolation())
                    .alerts(config.alerts())
                    .features(config.plans().features())
                    .rateLimits(config.rateLimits())
                    .meters(config.meters())
                    .settings(config.settings())
                    .peppers(config.peppers());
            String prefix = config.application().keyPrefix();
            if (prefix != null) {
                builder.keyPrefix(prefix);
            }
            pools.find(ConnectionRole.ADMIN).ifPresent(builder::admin);
            pools.find(ConnectionRole.WORKER).ifPresent(builder::worker);
            pools.find(ConnectionRole.LISTEN).ifPresent(builder::listen);
            config.secretKeyset().ifPresent(builder::secrets);
            if (config.application().name() != null) {
                builder.applicationName(config.application().name());
            }
            builder.owned = pools;
            return builder.build();
        } catch (RuntimeException e) {
            pools.close();
            throw e;
        }
    }
}
