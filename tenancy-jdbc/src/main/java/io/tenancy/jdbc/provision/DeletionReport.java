package io.tenancy.jdbc.provision;

import io.tenancy.tenant.Tenant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a deletion removed. A deletion that was interrupted counts only what its last run removed.
 *
 * @param tenant the registry entry that is left
 * @param rows removed rows by table, in the order the tables were emptied
 */
public record DeletionReport(Tenant tenant, Map<String, Long> rows) {
    /**
     * Copies the map.
     *
     * @param tenant the entry
     * @param rows the rows by table
     */
    public DeletionReport {
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    }

    /**
     * All removed rows.
     *
     * @return the sum over the tables
     */
    public long total() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }
}
