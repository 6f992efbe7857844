package io.tenancy.cli.command;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.cli.output.Failure;
import io.tenancy.testing.support.SupportException;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one place that turns an exception into the error a user reads and the exit code of the process. */
final class Failures {
    private Failures() {}

    static Failure of(Throwable thrown) {
        TenancyException ours = find(thrown, TenancyException.class);
        if (ours != null) {
            String why = why(ours);
            boolean said = why != null && ours.problem().contains(why);
            return new Failure(ours.code(), ours.problem(), said ? null : why, ours.remedy(), ours.ids());
        }
        SupportException support = find(thrown, SupportException.class);
        if (support != null) {
            return new Failure(
                    ErrorCode.EMBEDDED_FAILED, support.problem(), cause(support), support.remedy(), Map.of());
        }
        if (find(thrown, InterruptedException.class) != null) {
            return new Failure(ErrorCode.INTERRUPTED, "Interrupted", null, "Run the same command again", Map.of());
        }
        SQLException sql = find(thrown, SQLException.class);
        if (sql != null) {
            return SqlFailure.of(sql);
        }
        return new Failure(
                ErrorCode.INTERNAL,
                "A defect of tenancyctl: " + thrown.getClass().getSimpleName(),
                thrown.getMessage(),
                "Run it again with --debug and report what it prints",
                Map.of());
    }

    /** The nearest cause that has something to add; of a database error the server's own words. */
    private static @Nullable String why(TenancyException ours) {
        for (Throwable cause = ours.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return SqlFailure.words(sql);
            }
            if (cause instanceof TenancyException deeper) {
                return deeper.problem();
            }
        }
        return cause(ours);
    }

    private static @Nullable String cause(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause == null ? null : cause.getMessage();
    }

    private static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> type) {
        for (Throwable link = thrown; link != null; link = link.getCause()) {
            if (type.isInstance(link)) {
                return type.cast(link);
            }
        }
        return null;
    }
}
