package io.tenancy.testing.support.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a provider remembers of requests with an idempotency key, for a day: the first answer, errors included, and what was asked. Not
 * thread-safe: a fake has its lock.
 */
public final class IdempotencyLedger {
    private static final Duration KEPT = Duration.ofHours(24);

    private final Map<String, Entry> entries = new HashMap<>();

    private record Entry(String asked, ProviderAnswer answer, Instant at) {}

    /**
     * Answers once for a key.
     *
     * @param key the key
     * @param asked everything of the request that must be the same
     * @param now the virtual time
     * @param first answers if it comes for the first time
     * @param mismatch answers if something else was asked under the key
     * @return the answer
     */
    public ProviderAnswer once(
            String key, String asked, Instant now, Supplier<ProviderAnswer> first, Supplier<ProviderAnswer> mismatch) {
        Entry entry = entries.get(key);
        if (entry != null && entry.at().plus(KEPT).isAfter(now)) {
            return entry.asked().equals(asked) ? entry.answer() : mismatch.get();
        }
        ProviderAnswer answer = first.get();
        entries.put(key, new Entry(asked, answer, now));
        return answer;
    }
}
