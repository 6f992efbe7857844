package io.tenancy.cli;

import io.tenancy.jdbc.migration.RolePasswords;
import io.tenancy.jdbc.migration.TenancySchema;
import io.tenancy.testing.support.TestDatabase;
import io.tenancy.testing.support.TestServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Databases with a control plane, and the environment in which tenancyctl finds one. */
public final class Installed {
    /** Roles belong to the whole server; everybody in this JVM gives them the superuser's password. */
    public static final String PASSWORD = TestServer.server().password();

    private Installed() {}

    public static TestDatabase database() {
        TestServer.template("cli", database -> {
            var roles = TenancySchema.installRoles(database.dataSource(), RolePasswords.same(PASSWORD));
            var schema = TenancySchema.installControlPlane(database.dataSource("tenancy_migrator", PASSWORD));
            assert roles != schema;
        });
        return TestServer.clone("cli");
    }

    public static Map<String, String> environment(TestDatabase database) {
        Map<String, String> environment = new HashMap<>();
        for (String name : new String[] {"TENANCY", "TENANCY_APP", "TENANCY_ADMIN", "TENANCY_WORKER"}) {
            environment.put(name + "_URL", database.jdbcUrl());
            environment.put(name + "_PASSWORD", PASSWORD);
        }
        return environment;
    }

    public static Tool tool(Path directory, TestDatabase database) {
        return Tool.in(directory).with(environment(database));
    }
}
