package io.tenancy.cache;

/**
 * How a cache is doing, since it was made. Immutable.
 *
 * @param hits how often a value was there
 * @param misses how often it had to be loaded
 * @param failures how often loading threw
 * @param evictions how many values made room for others
 * @param drops how many values were forgotten because their tenant changed
 * @param entries about how many values there are
 * @param tenants of how many tenants
 */
public record CacheStatistics(
        long hits, long misses, long failures, long evictions, long drops, long entries, int tenants) {
    /**
     * The share of questions that were answered from memory.
     *
     * @return 0 to 1; 1 if nobody asked
     */
    public double hitRate() {
        return hits + misses == 0 ? 1 : (double) hits / (hits + misses);
    }
}
