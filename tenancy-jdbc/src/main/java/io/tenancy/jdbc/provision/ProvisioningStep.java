package io.tenancy.jdbc.provision;

/**
 * One step of setting up a tenant. Steps run in order, each once if nothing goes wrong; after a crash or a failure the provisioning goes
 * on with the step that is not done yet, so a step must bear to be run again.
 *
 * <p>What a step does through {@link ProvisioningContext#connection()} is committed together with the note that it is done: that part
 * happens exactly once. What it does elsewhere (a bucket, a mail) may happen more than once.
 *
 * <pre>{@code
 * ProvisioningStep rooms = ProvisioningStep.of("default-rooms", context -> {
 *     try (PreparedStatement insert = context.connection().prepareStatement("insert into room (name) values ('Room 1')")) {
 *         insert.execute();
 *     }
 * });
 * }</pre>
 *
 * <p>Used by several threads at once for several tenants.
 */
public interface ProvisioningStep {
    /**
     * The step's name, by which it is remembered: never change it.
     *
     * @return 1 to 63 of a-z, 0-9, dot, hyphen and underscore, beginning with a letter
     */
    String name();

    /**
     * Whether the step does nothing but work on the connection, quickly. Such steps at the beginning share one transaction with the
     * registry entry: all or nothing.
     *
     * @return false unless told otherwise
     */
    default boolean isTransactional() {
        return false;
    }

    /**
     * Does the step.
     *
     * @param context the tenant and the open transaction
     * @throws Exception whatever; the provisioning stops there, and may be resumed
     */
    void run(ProvisioningContext context) throws Exception;

    /**
     * Takes back what the step did outside the database, when the provisioning is given up.
     *
     * @param context the tenant and the open transaction
     * @return whether nothing is left of the step; false, the default, reports it as left
     * @throws Exception whatever; the step is reported as left
     */
    default boolean undo(ProvisioningContext context) throws Exception {
        return false;
    }

    /**
     * A step made of one piece of work.
     *
     * @param name the name
     * @param work what {@link #run} does
     * @return the step
     */
    static ProvisioningStep of(String name, Work work) {
        return new ProvisioningStep() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void run(ProvisioningContext context) throws Exception {
                work.run(context);
            }
        };
    }

    /** What a step does. */
    @FunctionalInterface
    interface Work {
        /**
         * Does it.
         *
         * @param context the tenant and the open transaction
         * @throws Exception whatever
         */
        void run(ProvisioningContext context) throws Exception;
    }
}
