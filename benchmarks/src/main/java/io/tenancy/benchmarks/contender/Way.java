package io.tenancy.benchmarks.contender;

import javax.sql.DataSource;

/** The ways that are compared. The first one is the measure of all others. */
public enum Way {
    /** Plain JDBC in autocommit mode with {@code where tenant_id = ?}. */
    RAW("raw", "autocommit, where tenant_id = ?"),
    /** The same again: how far it is from 1.00 is the noise. */
    RAW_AGAIN("raw'", "the same again: its distance from 1.00 is the noise"),
    /** Ours, one statement. */
    UNIT("unit", "Tenancy, one statement in autocommit"),
    /** An ordinary transaction of one statement, without tenancy. */
    RAW_TRANSACTION("raw tx", "begin, where tenant_id = ?, commit"),
    /** Ours, a transaction of one statement. */
    TRANSACTION("tx", "Tenancy, a transaction of one statement"),
    /** The usual recipe for row level security. */
    THREE_STEPS("three-step", "begin and set_config, query, commit"),
    /** A setting of the session. */
    SET_RESET("set/reset", "session setting around every checkout"),
    /** Hibernate's discriminator. */
    HIBERNATE("hibernate", "Hibernate @TenantId, a transaction");

    private final String label;
    private final String description;

    Way(String label, String description) {
        this.label = label;
        this.description = description;
    }

    /**
     * Its name in tables.
     *
     * @return a short name
     */
    public String label() {
        return label;
    }

    /**
     * What it does.
     *
     * @return half a line
     */
    public String description() {
        return description;
    }

    /**
     * Makes the contender.
     *
     * @param pool its connections, as the application's role
     * @return the contender; the caller closes it
     */
    public Contender on(DataSource pool) {
        return switch (this) {
            case RAW, RAW_AGAIN -> new RawAutocommit(pool);
            case UNIT -> new TenancyUnit(pool);
            case RAW_TRANSACTION -> new RawTransaction(pool);
            case TRANSACTION -> new TenancyTransaction(pool);
            case THREE_STEPS -> new ThreeSteps(pool);
            case SET_RESET -> new SetReset(pool);
            case HIBERNATE -> new HibernateTenantId(pool);
        };
    }
}
