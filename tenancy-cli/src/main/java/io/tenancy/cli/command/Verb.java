package io.tenancy.cli.command;

import io.tenancy.cli.output.Format;
import io.tenancy.config.ConnectionRole;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import java.util.concurrent.Callable;

/** A command that runs. It gets the session in its constructor and returns its exit code. */
abstract class Verb implements Callable<Integer> {
    static final int OK = 0;
    static final int FINDINGS = 1;

    private final Session session;

    Verb(Session session) {
        this.session = session;
    }

    final Session session() {
        return session;
    }

    /** The tenant of a key, over the admin connection. What is no key at all is told before anything is asked. */
    final Tenant tenant(String key) {
        TenantKey wanted = TenantKey.of(key);
        return TenantRegistry.over(
                        session().connections().controlled(ConnectionRole.ADMIN),
                        session().clock())
                .require(wanted);
    }

    /** Whether it can print in this format. */
    boolean prints(Format format) {
        return format.isCommon();
    }

    @Override
    public abstract Integer call() throws Exception;
}
