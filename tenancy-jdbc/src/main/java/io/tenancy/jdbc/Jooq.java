package io.tenancy.jdbc;

import io.tenancy.jdbc.internal.transaction.SavepointTransactions;
import io.tenancy.jdbc.internal.transaction.UncheckedReasons;
import java.sql.Connection;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultConnectionProvider;

/** jOOQ as Tenancy sets it up. Stateless. */
final class Jooq {
    private Jooq() {}

    static Configuration configuration() {
        return new DefaultConfiguration().set(SQLDialect.POSTGRES).set(new UncheckedReasons());
    }

    /** On a transaction that somebody else begins and ends: what jOOQ calls a transaction is a savepoint there. */
    static DSLContext inside(Connection connection) {
        return DSL.using(configuration()
                .set(new DefaultConnectionProvider(connection))
                .set(new SavepointTransactions(connection)));
    }
}
