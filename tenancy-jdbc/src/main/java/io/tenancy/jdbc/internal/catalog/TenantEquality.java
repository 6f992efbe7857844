package io.tenancy.jdbc.internal.catalog;

/**
 * One comparison {@code column = setting} that a predicate implies. Immutable.
 *
 * @param column the number of the column
 * @param setting the setting it is compared with
 * @param columnCast whether the column itself is converted, which no index serves
 * @param subSelect whether the setting stands in a sub-select
 * @param lax whether a missing setting matches nothing instead of raising an error
 * @param typed whether the setting is read as uuid or number, so that an empty one fails
 */
public record TenantEquality(
        int column, String setting, boolean columnCast, boolean subSelect, boolean lax, boolean typed) {
    /** Whether this is the setting that the SDK binds. */
    public boolean isContext() {
        return setting.equals("tenancy.tenant_id") || setting.equals("tenancy.tenant_number");
    }
}
