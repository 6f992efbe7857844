package io.tenancy.jdbc.isolation.proof;

/** What the proof attempts. The names are stable. */
public enum Attack {
    /** Rows of two tenants have to be there before anything can be attempted. */
    FILL("make rows of two tenants"),
    /** SELECT. */
    READ("read the other tenant's rows"),
    /** count and exists. */
    COUNT("count the other tenant's rows"),
    /** INSERT with the other tenant in it. */
    INSERT("plant a row at the other tenant"),
    /** INSERT .. SELECT. */
    INSERT_SELECT("copy the other tenant's rows"),
    /** UPDATE. */
    UPDATE("change the other tenant's rows"),
    /** UPDATE of the tenant column. */
    MOVE("move an own row to the other tenant"),
    /** DELETE. */
    DELETE("delete the other tenant's rows"),
    /** INSERT .. ON CONFLICT. */
    UPSERT("overwrite the other tenant's row by an upsert"),
    /** MERGE. */
    MERGE("change or delete the other tenant's rows by MERGE"),
    /** SELECT .. FOR UPDATE. */
    LOCK("lock the other tenant's rows"),
    /** COPY .. TO. */
    COPY_OUT("copy the table out"),
    /** COPY .. FROM. */
    COPY_IN("copy rows in past the policies"),
    /** A cursor that was opened before the tenant changed. */
    CURSOR("fetch from a cursor over a switch"),
    /** A prepared statement that was planned before the tenant changed. */
    CACHED_PLAN("execute a cached plan after a switch"),
    /** EXPLAIN ANALYZE. */
    EXPLAIN("read values in a plan"),
    /** The setting is empty. */
    EMPTY_CONTEXT("ask with an empty tenant"),
    /** The setting is what it is without anybody setting it. */
    MISSING_CONTEXT("ask with no tenant set"),
    /** The setting names nobody. */
    NOBODY("ask as a tenant that has no rows"),
    /** The setting was undone by a rollback. */
    STALE_CONTEXT("ask after the tenant was rolled back"),
    /** A policy reads a setting that is not ours. */
    OTHER_SETTING("set what a policy reads beside the tenant"),
    /** row_security = off. */
    ROW_SECURITY_OFF("switch row security off for a query"),
    /** ALTER TABLE. */
    ALTER_TABLE("switch row level security off"),
    /** DROP TABLE. */
    DROP_TABLE("drop the table"),
    /** TRUNCATE. */
    TRUNCATE("empty the table"),
    /** CREATE TRIGGER. */
    TRIGGER("hang a trigger on the table"),
    /** A foreign key of one's own making. */
    REFERENCES("probe keys by a foreign key of one's own"),
    /** DELETE or UPDATE of an own row that another tenant's row refers to. */
    CASCADE("change the other tenant's rows along with an own one"),
    /** INSERT that refers to another tenant's row. */
    FOREIGN_KEY_PROBE("refer to the other tenant's row"),
    /** INSERT of a value that another tenant has. */
    UNIQUE_PROBE("find out a unique value of the other tenant"),
    /** Triggers and rules that own writes set off. */
    SIDE_EFFECT("change the other tenant's rows by writing own ones"),
    /** A view that is read. */
    VIEW("read the other tenant's rows through a view"),
    /** A view that is written. */
    VIEW_WRITE("write the other tenant's rows through a view"),
    /** A materialized view. */
    MATERIALIZED_VIEW("read the other tenant's rows in a materialized view"),
    /** A foreign table. */
    FOREIGN_TABLE("read a foreign table"),
    /** A function with its owner's rights. */
    FUNCTION("get at the other tenant's rows through a function"),
    /** Writing what all tenants read. */
    SHARED_WRITE("change what all tenants read"),
    /** Reaching what is closed. */
    CLOSED("reach a table that is closed to the application"),
    /** A table without tenants that the application writes. */
    UNCLASSIFIED("hand a row to the other tenant through a table without tenants"),
    /** A temporary table in the way. */
    TEMPORARY_TABLE("put a temporary table in a table's place"),
    /** A table of the application's own making. */
    CREATE_TABLE("make a table without policies"),
    /** A sequence that is read or set. */
    SEQUENCE("read or set a sequence"),
    /** A large object. */
    LARGE_OBJECT("read a large object"),
    /** A table that somebody makes tomorrow. */
    FUTURE_TABLE("reach a table that is made tomorrow"),
    /** SET ROLE. */
    BECOME("become a role that sees more"),
    /** GRANT and ALTER ROLE. */
    ESCALATE("give itself more rights"),
    /** A connection of the application's own. */
    SECOND_CONNECTION("ask on a fresh connection with no tenant set");

    private final String title;

    Attack(String title) {
        this.title = title;
    }

    /**
     * What is attempted, in words.
     *
     * @return a clause that starts with a verb
     */
    public String title() {
        return title;
    }
}
