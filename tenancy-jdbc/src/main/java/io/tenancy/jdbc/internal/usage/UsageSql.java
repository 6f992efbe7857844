package io.tenancy.jdbc.internal.usage;

/** The statements, each one call of a function of the control plane. */
final class UsageSql {
    /** What {@link Measure#binds} fills. */
    private static final String MEASURE =
            "?::text,?::timestamptz,?::timestamptz,?::timestamptz,?::bigint,?::bigint,?::boolean,?::smallint[],?::timestamptz)";

    static final String CONSUME = "select granted, used, reserved, false from tenancy.consume(" + MEASURE;
    static final String CONSUME_ONCE =
            "select granted, used, reserved, duplicate from tenancy.consume_once(?::text," + MEASURE;
    static final String CONSUME_OR_FAIL = "select tenancy.consume_or_fail(" + MEASURE;
    static final String CONSUME_ALL = "select place, granted, used, reserved from tenancy.consume_all(?::text[],"
            + "?::timestamptz[],?::timestamptz[],?::timestamptz[],?::bigint[],?::bigint[],?::boolean[],?::text[],?::timestamptz)";
    static final String USAGE_OF =
            "select used, reserved from tenancy.usage_of(?::text,?::timestamptz,?::timestamptz,?::timestamptz)";
    static final String RESERVE = "select granted, used, reserved, false from tenancy.reserve(?::uuid,?::text,"
            + "?::timestamptz,?::timestamptz,?::bigint,?::bigint,?::boolean,?::smallint[],?::timestamptz,?::timestamptz)";
    static final String SETTLE =
            "select known, granted, used, reserved, duplicate from tenancy.settle(?::uuid,?::bigint,"
                    + "?::bigint,?::boolean,?::smallint[],?::timestamptz)";
    static final String RELEASE = "select tenancy.release(?::uuid,?::timestamptz)";

    static final String OPEN_BLOCK =
            "select opened, used, reserved from tenancy.open_block(?::uuid,?::text,?::timestamptz,"
                    + "?::timestamptz,?::bigint,?::bigint,?::bigint,?::bigint,?::smallint[],?::timestamptz,?::timestamptz)";
    static final String CLOSE_BLOCK =
            "select tenancy.close_block(?::uuid,?::text,?::timestamptz,?::bigint,?::timestamptz)";

    private UsageSql() {}
}
