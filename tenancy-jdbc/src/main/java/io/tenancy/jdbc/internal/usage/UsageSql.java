package io.tenancy.jdbc.internal.usage;

/**
 * The statements, each one call of a function of the control plane. Nothing is bound as null: of a null the driver does not know the type,
 * and asks the server anew at every execution. So -1 stands for no limit, and an empty text for no time.
 */
final class UsageSql {
    /** What {@link Measure#binds} fills. */
    private static final String MEASURE =
            "?::text,?::timestamptz,?::timestamptz,nullif(?::text,'')::timestamptz,?::bigint,nullif(?::bigint,-1),?::boolean,?::smallint[],?::timestamptz)";

    /**
     * What nearly every consumption is: there is a counter, room is left, nobody is to be told. No row: it is something else, and {@link
     * #CONSUME} says what. A plain statement costs the server a third of what a function does, and it takes no lock where it finds no room.
     * {@link Measure#plainBinds} fills it.
     */
    static final String COUNT =
            "update tenancy.usage_counter c set used = c.used + ?::bigint, counted_at = ?::timestamptz"
                    + " where c.tenant_id = ?::uuid and c.meter = ?::text and c.period_start = ?::timestamptz"
                    + " and c.used <= ?::bigint - c.reserved"
                    + " and c.allowed is not distinct from nullif(?::bigint,-1) and c.percents = ?::text"
                    + " and coalesce(width_bucket(c.used + ?::bigint, c.notices) = width_bucket(c.used, c.notices), true)"
                    + " returning c.used, c.reserved";

    static final String CONSUME = "select granted, used, reserved, false from tenancy.consume(" + MEASURE;
    static final String CONSUME_ONCE =
            "select granted, used, reserved, duplicate from tenancy.consume_once(?::text," + MEASURE;
    static final String CONSUME_OR_FAIL = "select tenancy.consume_or_fail(" + MEASURE;
    /** Both in one statement, {@link #COUNT} first, for the flight of a COMMIT, where nobody can look between. */
    static final String COUNT_OR_FAIL = "with counted as (" + COUNT + ") select "
            + CONSUME_OR_FAIL.substring("select ".length()) + " where not exists (select from counted)";

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
