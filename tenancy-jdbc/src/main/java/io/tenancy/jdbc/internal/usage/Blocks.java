package io.tenancy.jdbc.internal.usage;

import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.entitlement.Consumption;
import io.tenancy.jdbc.failure.TenantSqlException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.UsageFailures;
import io.tenancy.jdbc.internal.usage.Measure.Outcome;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The blocks of this node. A refill takes a connection of its own, so that nobody waits for the end of another's work. Thread-safe. */
final class Blocks {
    /** How long the part of a block that is not opened yet stays this node's without a word from it. */
    static final Duration LEASE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Blocks.class);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final QuotaDesk desk;
    private final DataSource tenants;
    private final ConcurrentHashMap<Place, Block> blocks = new ConcurrentHashMap<>();

    private record Place(TenantId tenant, String meter, Instant start) {}

    private record Opened(long units, long used, long reserved) {}

    Blocks(QuotaDesk desk, DataSource tenants) {
        this.desk = desk;
        this.tenants = tenants;
    }

    /** What was given out, and what takes it back. */
    record Given(Consumption consumption, Runnable undo) {}

    Given take(Tenant tenant, Measure measure, long amount) {
        Place place =
                new Place(tenant.id(), measure.meter().key(), measure.slot().start());
        while (true) {
            Block block = blocks.computeIfAbsent(
                    place, key -> new Block(tenant, measure.meter(), measure.slot(), desk.nextId()));
            long used = block.take(amount);
            if (used >= 0) {
                return given(measure, amount, block, used);
            }
            synchronized (block) {
                if (block.isClosed()) {
                    boolean unused = blocks.remove(place, block);
                    continue;
                }
                used = block.take(amount);
                if (used >= 0) {
                    return given(measure, amount, block, used);
                }
                Opened opened = open(block, measure, amount - block.left());
                if (opened.units() == 0) {
                    Outcome refused = new Outcome(false, opened.used(), opened.reserved(), false);
                    return new Given(measure.consumption(amount, refused), () -> {});
                }
                block.refill(opened.units(), opened.used());
            }
        }
    }

    private static Given given(Measure measure, long amount, Block block, long used) {
        return new Given(measure.consumption(amount, new Outcome(true, used, 0, false)), () -> block.putBack(amount));
    }

    private Opened open(Block block, Measure measure, long need) {
        long chunk = block.nextChunk(need, System.nanoTime(), SECOND);
        return inTenant(
                "take a block of a quota",
                connection -> Jdbc.list(
                                connection,
                                UsageSql.OPEN_BLOCK,
                                row -> new Opened(row.getLong(1), row.getLong(2), row.getLong(3)),
                                block.id,
                                measure.meter().key(),
                                measure.slot().start().toString(),
                                measure.slot().end().toString(),
                                need,
                                chunk,
                                measure.meter().block() - block.left(),
                                measure.allowance(),
                                measure.shares(),
                                measure.at().toString(),
                                measure.at().plus(LEASE).toString())
                        .get(0));
    }

    /** Gives back what nobody took anything of since the last time. */
    void giveBackIdle() {
        blocks.forEach((place, block) -> {
            if (block.isIdle()) {
                giveBack(place, block);
            }
        });
    }

    void giveBackAll() {
        blocks.forEach(this::giveBack);
    }

    private void giveBack(Place place, Block block) {
        synchronized (block) {
            if (block.isClosed()) {
                return;
            }
            long unused = block.close();
            try (TenantScope scope = TenantContext.bind(TenantBinding.of(block.tenant))) {
                int unused1 = inTenant(
                        "give back a block of a quota",
                        connection -> Jdbc.run(
                                connection,
                                UsageSql.CLOSE_BLOCK,
                                block.id,
                                place.meter(),
                                place.start().toString(),
                                unused,
                                desk.now().toString()));
                boolean unused2 = blocks.remove(place, block);
            } catch (RuntimeException e) {
                block.reopen(unused);
                LOG.debug("A block could not be given back; it is tried again", e);
            }
        }
    }

    private <T> T inTenant(String doing, Jdbc.Work<T> work) {
        try (Connection connection = tenants.getConnection()) {
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            return work.on(connection);
        } catch (TenantSqlException e) {
            throw e.reason();
        } catch (SQLException e) {
            throw UsageFailures.of(doing, e);
        }
    }
}
