package io.tenancy.jdbc.isolation.proof;

/**
 * What the connection is told before an attack.
 *
 * @param sql the statement that tells it
 */
record Context(String sql) {
    /** A tenant, on behalf of its owner, with all branches there are: neither rights nor branches must be what holds. */
    static Context of(String tenant, long number, String branches) {
        return set(tenant, Long.toString(number), branches);
    }

    static Context empty() {
        return set("", "", "");
    }

    /** Whatever the session has without anybody setting anything. */
    static Context unset() {
        return new Context("set local tenancy.tenant_id to default; set local tenancy.tenant_number to default;"
                + " set local tenancy.principal_id to default; set local tenancy.branch_ids to default");
    }

    private static Context set(String tenant, String number, String branches) {
        return new Context("select set_config('tenancy.tenant_id', '" + tenant
                + "', true), set_config('tenancy.tenant_number', '"
                + number + "', true), set_config('tenancy.principal_id', '" + tenant
                + "', true), set_config('tenancy.branch_ids', '"
                + branches + "', true)");
    }

    Context and(String more) {
        return new Context(sql + "; " + more);
    }
}
