package io.tenancy.jdbc.hook;

import io.tenancy.TenancyException;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A statement that is sent together with COMMIT, in the same round trip. Immutable.
 *
 * <pre>{@code
 * hooks.atCommit(CommitStatement.of("select note_opened(?, ?::timestamptz)", patientId, now.toString()));
 * }</pre>
 *
 * <p>Binds have a type that is known without asking the server: String, Integer, Long, Boolean, UUID, OffsetDateTime, byte[], or
 * null, which is sent as a text; for everything else write a cast.
 */
public final class CommitStatement {
    private final String sql;
    private final List<@Nullable Object> binds;
    private final Function<SQLException, @Nullable TenancyException> refusal;

    private CommitStatement(
            String sql, List<@Nullable Object> binds, Function<SQLException, @Nullable TenancyException> refusal) {
        this.sql = sql;
        this.binds = binds;
        this.refusal = refusal;
    }

    /**
     * Names a statement and its values.
     *
     * @param sql one statement without a semicolon at its end, with {@code ?} for each value
     * @param binds the values
     * @return the statement
     * @throws IllegalArgumentException if the text is blank or ends a transaction, or a value is of another type
     */
    public static CommitStatement of(String sql, @Nullable Object... binds) {
        if (sql.isBlank() || sql.strip().endsWith(";")) {
            throw new IllegalArgumentException("A statement without a semicolon at its end, not '" + sql + "'");
        }
        for (Object bind : binds) {
            if (!(bind == null
                    || bind instanceof String
                    || bind instanceof Integer
                    || bind instanceof Long
                    || bind instanceof Boolean
                    || bind instanceof UUID
                    || bind instanceof OffsetDateTime
                    || bind instanceof byte[])) {
                throw new IllegalArgumentException(
                        "Bind a text with a cast, not a " + bind.getClass().getName());
            }
        }
        return new CommitStatement(sql, Collections.unmodifiableList(Arrays.asList(binds.clone())), failure -> null);
    }

    /**
     * The same with a word of its own for what the server refuses.
     *
     * @param reason what a failure of the COMMIT means, or null if it is not about this statement
     * @return a new statement
     */
    public CommitStatement refusedAs(Function<SQLException, @Nullable TenancyException> reason) {
        return new CommitStatement(sql, binds, Objects.requireNonNull(reason, "reason"));
    }

    /**
     * The text.
     *
     * @return as it was given
     */
    public String sql() {
        return sql;
    }

    /**
     * The values.
     *
     * @return in order, unmodifiable
     */
    public List<@Nullable Object> binds() {
        return binds;
    }

    /**
     * What a failure means.
     *
     * @param failure why the COMMIT failed
     * @return the reason, or null if it is not this statement's
     */
    public @Nullable TenancyException reason(SQLException failure) {
        return refusal.apply(failure);
    }
}
