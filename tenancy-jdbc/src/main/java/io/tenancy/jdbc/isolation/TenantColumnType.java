package io.tenancy.jdbc.isolation;

/** The types a tenant column may have. Policies cast the setting, never the column, so that its index stays usable. */
public enum TenantColumnType {
    /** The tenant's id as it is. */
    UUID("uuid"),
    /** The canonical text of the tenant's id. */
    TEXT("text"),
    /** The tenant's small number in the registry. */
    BIGINT("bigint");

    private final String sqlName;

    TenantColumnType(String sqlName) {
        this.sqlName = sqlName;
    }

    /**
     * The name in SQL.
     *
     * @return uuid, text or bigint
     */
    public String sqlName() {
        return sqlName;
    }

    static TenantColumnType ofSqlName(String sqlName) {
        return switch (sqlName) {
            case "uuid" -> UUID;
            case "text", "character varying" -> TEXT;
            case "bigint" -> BIGINT;
            default -> throw new IllegalStateException("A tenant column of type " + sqlName);
        };
    }
}
