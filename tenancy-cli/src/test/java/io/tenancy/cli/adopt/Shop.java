package io.tenancy.cli.adopt;

import io.tenancy.jdbc.migration.RolePasswords;
import io.tenancy.jdbc.migration.TenancySchema;
import io.tenancy.testing.support.TestDatabase;
import io.tenancy.testing.support.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;

/** Databases of small applications that knew no tenants, each owned by the role {@code shopkeeper}, with the control plane beside. */
final class Shop {
    static final String PASSWORD = TestServer.server().password();

    private Shop() {}

    static TestDatabase database() {
        return filled("rental");
    }

    static TestDatabase filled(String name) {
        TestServer.template("adopt_" + name, database -> {
            var roles = TenancySchema.installRoles(database.dataSource(), RolePasswords.same(PASSWORD));
            var schema = TenancySchema.installControlPlane(migrator(database));
            assert roles != schema;
            fill(database, name);
        });
        TestDatabase clone = TestServer.clone("adopt_" + name);
        try {
            // What init grants on a database is not copied with it.
            clone.execute("revoke temporary on database \"" + clone.name() + "\" from public");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return clone;
    }

    private static void fill(TestDatabase database, String name) throws SQLException, IOException {
        database.execute("""
                do $$ begin
                    create role shopkeeper login; create role clerk;
                exception when duplicate_object or unique_violation then null; end $$;
                grant create on schema public to shopkeeper;
                """ + "grant create on database \"" + database.name() + "\" to shopkeeper;");
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set role shopkeeper");
            statement.execute(text(name));
            statement.execute("""
                    grant select on all tables in schema public to clerk;
                    grant select (title), update (title) on film to clerk with grant option;
                    """);
        }
    }

    static String text(String name) throws IOException {
        try (InputStream found = Objects.requireNonNull(Shop.class.getResourceAsStream(name + ".sql"), name)) {
            return new String(found.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static DataSource migrator(TestDatabase database) {
        return database.dataSource("tenancy_migrator", PASSWORD);
    }

    static DataSource app(TestDatabase database) {
        return database.dataSource("tenancy_app", PASSWORD);
    }
}
