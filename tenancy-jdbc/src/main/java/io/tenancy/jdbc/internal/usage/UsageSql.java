package io.tenancy.jdbc.internal.usage;

/**
 * The statements, each one call of a function of the control plane. Nothing is bound as null: of a null the driver does not know the type,
 * and asks the server anew at every execution. So -1 stands for no limit, and an empty text for no time.
 */
final class UsageSql {
    /** What {@link Measure#binds} fills. */
    private static final String MEASURE =
            "?::text,?::timestamptz,?::timestamptz,nullif(?::text,'')::timestamptz,?::bigint,nullif(?::bigint,-1),?::boolean,?::smallint[],?::timestamptz)";

    static final String CONSUME = "select granted, used, reserved, false from tenancy.consume(" + MEASURE;
    static final String CONSUME_ONCE =
            "select granted, used, reserved, duplicate from tenancy.consume_once(?::text," + MEASURE;
    static final String CONSUME_OR_FAIL = "select tenancy.consume_or_fail(" + MEASURE;
    static final String CONSUME_ALL = "select place, granted, used, reserved from tenancy.consume_all(?::text[],"
            + "?::timestamptz[],?::timestamptz[],?::timestamptz[],?::bigint[],?::bigint[],?::boolean[],?::text[],?::timestamptz)";
    static final String USAGE_OF =
            "select used, reserved from tenancy.usage_of(?::text,?::timestamptz,nullif(?::text,'')::timestamptz,?::timestamptz)";
    static final String RESERVE = "select granted, used, reserved, false from tenancy.reserve(?::uuid,?::text,"
            + "?::timestamptz,?::timestamptz,?::bigint,nullif(?::bigint,-1),?::boolean,?::smallint[],?::timestamptz,?::timestamptz)";
    static final String SETTLE =
            "select known, granted, used, reserved, duplicate from tenancy.settle(?::uuid,?::bigint,"
                    + "nullif(?::bigint,-1),?::boolean,?::smallint[],?::timestamptz)";
    static final String RELEASE = "select tenancy.release(?::uuid,?::timestamptz)";

    static final String OPEN_BLOCK =
            "select opened, used, reserved from tenancy.open_block(?::uuid,?::text,?::timestamptz,"
                    + "?::timestamptz,?::bigint,?::bigint,?::bigint,nullif(?::bigint,-1),?::smallint[],?::timestamptz,?::timestamptz)";
    static final String CLOSE_BLOCK =
            "select tenancy.close_block(?::uuid,?::text,?::timestamptz,?::bigint,?::timestamptz)";

    private UsageSql() {}
}
