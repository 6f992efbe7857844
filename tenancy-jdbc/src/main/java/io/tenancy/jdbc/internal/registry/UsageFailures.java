package io.tenancy.jdbc.internal.registry;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.entitlement.Consumption;
import io.tenancy.entitlement.Limit;
import io.tenancy.entitlement.QuotaExceededException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ServerErrorMessage;

/** What the control plane's refusals of usage mean. */
public final class UsageFailures {
    /** The SQLSTATE of an exhausted quota. */
    public static final String QUOTA_EXHAUSTED = "TN030";

    private static final String KEY_REUSED = "TN031";
    private static final String RESERVATION_RELEASED = "TN032";
    private static final int NUMBERS = 5;

    private UsageFailures() {}

    /**
     * The reason behind a failure.
     *
     * @param failure what the driver threw
     * @return the reason, or null if it is none of ours
     */
    public static @Nullable TenancyException reason(SQLException failure) {
        return switch (ServerFailure.state(failure)) {
            case QUOTA_EXHAUSTED -> exhausted(failure);
            case KEY_REUSED ->
                new TenancyException(
                        ErrorCode.QUOTA_KEY_REUSED,
                        "The idempotency key was used for another amount",
                        "Use a key for one consumption only");
            default -> null;
        };
    }

    /**
     * What to throw for a failure.
     *
     * @param doing what was being done, for the message
     * @param failure what the driver threw
     * @return the exception to throw
     */
    public static RuntimeException of(String doing, SQLException failure) {
        if (ServerFailure.state(failure).equals(RESERVATION_RELEASED)) {
            return new IllegalStateException("The reservation was released; reserve again", failure);
        }
        TenancyException reason = reason(failure);
        return reason == null ? ServerFailure.of(doing, failure) : reason;
    }

    /** The numbers stand in the detail, which holds nothing else. */
    private static @Nullable TenancyException exhausted(SQLException failure) {
        ServerErrorMessage message = ServerFailure.server(failure);
        String detail = message == null ? null : message.getDetail();
        String[] numbers = detail == null ? new String[0] : detail.split(" ", -1);
        if (numbers.length != NUMBERS) {
            return null;
        }
        Limit limit = numbers[1].isEmpty() ? Limit.UNLIMITED : Limit.of(Long.parseLong(numbers[1]));
        return new QuotaExceededException(new Consumption(
                numbers[0],
                Long.parseLong(numbers[3]),
                limit.equals(Limit.NONE) ? Consumption.Reason.NOT_IN_PLAN : Consumption.Reason.LIMIT_REACHED,
                limit,
                Long.parseLong(numbers[2]),
                Long.parseLong(numbers[4]),
                null,
                null,
                null,
                false));
    }
}
