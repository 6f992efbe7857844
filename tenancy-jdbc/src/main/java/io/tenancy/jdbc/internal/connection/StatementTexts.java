package io.tenancy.jdbc.internal.connection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/** The statement texts a data source has seen lately. Thread-safe, bounded; what falls out is read again. */
public final class StatementTexts {
    /** Stands for work that has no text of the user's: an updatable row, a large object. */
    static final SqlText DRIVER_WORK = SqlText.of("driver");

    /** The same, for work that may have changed settings. */
    static final SqlText LOSING_WORK = SqlText.of("driver; reset all");

    private static final int MAX_TEXTS = 1_000;
    private static final int MAX_CACHED_LENGTH = 20_000;

    private final Cache<String, SqlText> texts =
            Caffeine.newBuilder().maximumSize(MAX_TEXTS).build();

    /** Makes an empty memory. */
    public StatementTexts() {}

    SqlText read(String sql) {
        return sql.length() > MAX_CACHED_LENGTH ? SqlText.of(sql) : texts.get(sql, SqlText::of);
    }
}
