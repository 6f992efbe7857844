package io.tenancy.jdbc.internal.usage;

import io.tenancy.TenancyException;
import io.tenancy.context.TenantBinding;
import io.tenancy.entitlement.Quotas;
import io.tenancy.entitlement.TransactionQuotas;
import io.tenancy.jdbc.hook.TransactionHooks;
import io.tenancy.jdbc.provision.JdbcTenantStore;
import io.tenancy.usage.Meter;
import io.tenancy.usage.MeterCatalog;
import io.tenancy.usage.MeterKind;
import java.sql.Connection;
import java.time.Clock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Quotas of one node: what its calls share, and what it keeps to itself for a second. Thread-safe; closing writes what is kept. */
public final class NodeUsage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeUsage.class);

    private final QuotaDesk desk;
    private final FullCounters full = new FullCounters();
    private final Blocks blocks;
    private final BufferedSums sums;
    private final UsageThread thread;
    private final OwnQuotas own;

    private NodeUsage(QuotaDesk desk, DataSource bound) {
        this.desk = desk;
        this.blocks = new Blocks(desk, bound);
        this.sums = new BufferedSums(desk, bound);
        this.thread = new UsageThread(this::beat);
        this.own = new OwnQuotas(this, bound);
    }

    /**
     * Puts a node together over a registry that is remembered.
     *
     * @param meters what the application declares
     * @param tenants remembers what tenants hold
     * @param app connects as the application, not tenant-bound
     * @param bound the same, tenant-bound
     * @param clock business time
     * @param watched whether it is compared with the server's
     * @return the node
     */
    public static NodeUsage of(
            MeterCatalog meters,
            JdbcTenantStore tenants,
            DataSource app,
            DataSource bound,
            Clock clock,
            boolean watched) {
        return new NodeUsage(QuotaDesk.of(meters, tenants, app, clock, watched), bound);
    }

    private void beat() {
        boolean unused = sums.flush();
        blocks.giveBackIdle();
    }

    /**
     * Quotas of which each call is a transaction of its own.
     *
     * @return the same instance always
     */
    public Quotas own() {
        return own;
    }

    /**
     * Quotas in an open transaction.
     *
     * @param connection the tenant-bound connection with the open transaction
     * @param binding whom it works for
     * @param hooks what it takes along
     * @return quotas for this transaction
     */
    public TransactionQuotas joined(Connection connection, TenantBinding binding, TransactionHooks hooks) {
        return new JoinedQuotas(this, connection, binding, hooks);
    }

    /**
     * Asks for what the tenant holds before a transaction takes its connection: asked for inside, it would take a second one, and a pool
     * of which every connection waits for another never goes on.
     *
     * @param binding whom the transaction will work for
     */
    public void prepare(TenantBinding binding) {
        if (!desk.isEmpty()) {
            try {
                desk.warm(binding.tenant().id());
            } catch (TenancyException e) {
                // Only who uses quotas needs it, and is told then.
                LOG.debug(
                        "What tenant {} holds could not be read beforehand",
                        binding.tenant().id(),
                        e);
            }
        }
    }

    QuotaDesk desk() {
        return desk;
    }

    FullCounters full() {
        return full;
    }

    Blocks.Given take(TenantBinding binding, Measure measure, long amount) {
        thread.start();
        return blocks.take(binding.tenant(), measure, amount);
    }

    void count(TenantBinding binding, String key, long amount) {
        Meter meter = desk.meter(key);
        if (meter.kind() != MeterKind.BUFFERED) {
            throw new IllegalArgumentException("meter " + key
                    + (meter.kind() == MeterKind.GAUGE
                            ? " follows the rows of a table; it is checked, not counted"
                            : " is exact; it is consumed, not counted"));
        }
        QuotaDesk.requireAmount(amount, 1);
        thread.start();
        sums.count(binding.tenant(), meter, amount);
    }

    @Override
    public void close() {
        thread.close();
        boolean unused = sums.flush();
        blocks.giveBackAll();
    }
}
