package io.tenancy.jdbc.isolation;

/**
 * One table that belongs to tenants, as the catalog of the database knows it.
 *
 * @param schema the schema
 * @param name the table
 * @param tenantColumn the column its policies compare
 * @param type the type of that column
 * @param partitioned whether rows live in partitions
 */
public record TenantTable(String schema, String name, String tenantColumn, TenantColumnType type, boolean partitioned) {
    /**
     * The name for people, without quotes.
     *
     * @return schema and table
     */
    public String qualifiedName() {
        return schema + "." + name;
    }
}
