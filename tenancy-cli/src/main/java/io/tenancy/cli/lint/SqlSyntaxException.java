package io.tenancy.cli.lint;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** A place in a script that cannot be understood. Whoever knows the file turns it into an {@link UnreadableSqlException}. */
final class SqlSyntaxException extends TenancyException {
    private static final long serialVersionUID = 1L;

    private final int at;
    private final String what;

    SqlSyntaxException(int at, String what, String remedy) {
        super(ErrorCode.CONFIG_INVALID, what, remedy, Map.of(), null);
        this.at = at;
        this.what = what;
    }

    int at() {
        return at;
    }

    String what() {
        return what;
    }
}
