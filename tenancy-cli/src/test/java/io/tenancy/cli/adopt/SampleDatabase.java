package io.tenancy.cli.adopt;

import io.tenancy.jdbc.migration.RolePasswords;
import io.tenancy.jdbc.migration.TenancySchema;
import io.tenancy.testing.support.TestDatabase;
import io.tenancy.testing.support.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Databases that somebody else could have made, in the style of well-known samples: not ours in names, keys or owner (the ordinary role
 * {@code shop}). Each has its schema, a generator of rows and the queries of its application in {@code samples/}. Under
 * {@code -Pproofs} they hold more than 100,000 rows, else a hundredth of it or two, by the same code.
 */
final class SampleDatabase {
    static final boolean PROOFS = Boolean.getBoolean("tenancy.proofs");
    static final int SCALE = PROOFS ? 100 : 2;
    static final String PASSWORD = TestServer.server().password();

    private SampleDatabase() {}

    /** A fresh copy of a sample, the control plane beside it. */
    static TestDatabase of(String name) {
        String template = "sample_" + name;
        TestServer.template(template, database -> {
            TenancySchema.installRoles(database.dataSource(), RolePasswords.same(PASSWORD));
            TenancySchema.installControlPlane(migrator(database));
            load(database, name);
        });
        TestDatabase copy = TestServer.clone(template);
        // What init grants on a database itself is not copied with it.
        TenancySchema.installRoles(copy.dataSource(), RolePasswords.none());
        return copy;
    }

    /** Another database with the same application, as a second deployment of it. */
    static void load(TestDatabase database, String name) throws Exception {
        database.execute("""
                do $$ begin create role shop login; exception when duplicate_object or unique_violation then null; end $$;
                grant create on schema public to shop;
                """ + "grant create on database \"" + database.name() + "\" to shop");
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set session authorization shop");
            statement.execute(text(name + ".sql"));
            statement.execute("set sample.scale = " + SCALE);
            connection.setAutoCommit(false);
            statement.execute(text(name + "-rows.sql"));
            connection.commit();
        }
        database.execute("analyze");
    }

    static String text(String file) {
        try (InputStream found =
                Objects.requireNonNull(SampleDatabase.class.getResourceAsStream("samples/" + file), file)) {
            return new String(found.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static DataSource migrator(TestDatabase database) {
        return database.dataSource("tenancy_migrator", PASSWORD);
    }

    static DataSource app(TestDatabase database) {
        return database.dataSource("tenancy_app", PASSWORD);
    }
}
