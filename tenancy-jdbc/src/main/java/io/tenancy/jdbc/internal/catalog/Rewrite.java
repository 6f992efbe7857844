package io.tenancy.jdbc.internal.catalog;

import java.util.List;

/**
 * A rule: what a view selects, or what somebody made with CREATE RULE. Immutable.
 *
 * @param relation where it hangs
 * @param sql its name as SQL takes it
 * @param select whether it is what a view selects
 * @param reads the relations it names
 */
public record Rewrite(long relation, String sql, boolean select, List<Long> reads) {}
