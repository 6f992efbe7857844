package io.tenancy.cli.lint;

/** Looks for the faults of one rule. Made anew for every script. */
interface Check {
    /**
     * Looks at a statement before it is carried out.
     *
     * @param parsed the statement
     * @param looking the script
     */
    default void before(Parsed parsed, Looking looking) {}

    /**
     * Looks at a statement after it was carried out.
     *
     * @param parsed the statement
     * @param looking the script
     */
    default void after(Parsed parsed, Looking looking) {}

    /**
     * Looks at what the whole script made.
     *
     * @param looking the script
     */
    default void end(Looking looking) {}
}
