package io.tenancy.examples.chiro;

import java.util.List;

/** Where ChiroFlow's schema stands. */
public final class ChiroSchema {
    /** The Flyway location of the migrations on the class path. */
    public static final String MIGRATIONS = "classpath:db/migration/chiro";

    /** The name of the tenant column in every table. */
    public static final String TENANT_COLUMN = "organization_id";

    /** The tenant tables, parents before children. */
    public static final List<String> TABLES =
            List.of("practitioners", "patients", "appointments", "treatments", "invoices", "invoice_lines");

    /** The views over tenant tables, all of them {@code security_invoker}. */
    public static final List<String> VIEWS = List.of("schedule", "outstanding_invoices");

    private ChiroSchema() {}
}
