package io.tenancy.jdbc.internal.connection;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;

/**
 * Questions about the catalog need no tenant: they show tables, not rows. The answers lead back to the tenant's connection and not to
 * the driver's. A proxy, because the interface has 180 methods and none of them is on a hot path.
 */
final class TenantMetaData {
    private TenantMetaData() {}

    static DatabaseMetaData wrap(DatabaseMetaData metaData, TenantConnection connection) {
        return (DatabaseMetaData) Proxy.newProxyInstance(
                TenantMetaData.class.getClassLoader(),
                new Class<?>[] {DatabaseMetaData.class},
                (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(metaData, arguments);
                        if (answer instanceof Connection) {
                            return connection;
                        }
                        return answer instanceof ResultSet rows
                                ? new TenantResultSet(rows, null, connection, null)
                                : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
