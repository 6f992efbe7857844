package io.tenancy.jdbc.internal.usage;

import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import io.tenancy.usage.Meter;
import io.tenancy.usage.UsagePeriod;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node has counted on buffered meters and not written yet: one sum for each tenant, meter and period. While the database is
 * down the sums grow, and new ones are begun up to a bound; what does not fit is told in the log. Thread-safe.
 */
final class BufferedSums {
    private static final Logger LOG = LoggerFactory.getLogger(BufferedSums.class);
    private static final int MOST_SUMS = 100_000;

    private final QuotaDesk desk;
    private final DataSource tenants;
    private final ConcurrentHashMap<Place, Long> sums = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<TenantId, Tenant> known = new ConcurrentHashMap<>();
    private final LongAdder lost = new LongAdder();

    private record Place(TenantId tenant, String meter, UsagePeriod slot) {}

    BufferedSums(QuotaDesk desk, DataSource tenants) {
        this.desk = desk;
        this.tenants = tenants;
    }

    void count(Tenant tenant, Meter meter, long amount) {
        add(tenant, new Place(tenant.id(), meter.key(), desk.slot(tenant.id(), meter)), amount);
    }

    private void add(Tenant tenant, Place place, long amount) {
        if (sums.size() >= MOST_SUMS && !sums.containsKey(place)) {
            lost.add(amount);
            return;
        }
        known.putIfAbsent(tenant.id(), tenant);
        Long unused = sums.merge(place, amount, Long::sum);
    }

    boolean isEmpty() {
        return sums.isEmpty();
    }

    /** Writes all, a statement for each tenant; false if something could not be written and is still here. */
    boolean flush() {
        long gone = lost.sumThenReset();
        if (gone > 0) {
            LOG.warn(
                    "{} units of buffered meters were not counted: {} sums wait to be written already",
                    gone,
                    MOST_SUMS);
        }
        boolean all = true;
        for (Map.Entry<TenantId, List<Place>> one : sums.keySet().stream()
                .collect(Collectors.groupingBy(Place::tenant))
                .entrySet()) {
            Tenant tenant = known.get(one.getKey());
            all &= tenant == null || flush(tenant, one.getValue());
        }
        return all;
    }

    private boolean flush(Tenant tenant, List<Place> places) {
        Map<Place, Long> taken = new HashMap<>();
        for (Place place : places) {
            Long sum = sums.remove(place);
            if (sum != null) {
                taken.put(place, sum);
            }
        }
        try (TenantScope scope = TenantContext.bind(TenantBinding.of(tenant))) {
            write(tenant, taken);
            return true;
        } catch (SQLException | RuntimeException e) {
            // Whether a COMMIT that was cut off happened, nobody knows; then these are counted twice rather than not at
            // all.
            taken.forEach((place, sum) -> add(tenant, place, sum));
            LOG.debug("Buffered usage of tenant {} could not be written; it is tried again", tenant.id(), e);
            return false;
        }
    }

    private void write(Tenant tenant, Map<Place, Long> taken) throws SQLException {
        MeasureArrays arrays = new MeasureArrays();
        taken.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(java.util.Comparator.comparing(Place::meter)))
                .forEach(one -> arrays.add(
                        desk.measure(tenant.id(), desk.meter(one.getKey().meter()))
                                .in(one.getKey().slot()),
                        one.getValue()));
        try (Connection connection = tenants.getConnection()) {
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            List<Integer> unused =
                    Jdbc.list(connection, UsageSql.CONSUME_ALL, row -> row.getInt(1), arrays.binds(desk.now()));
        }
    }
}
