package io.tenancy.testing.junit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.junit.AsTenant;
import io.tenancy.testing.junit.TenancyTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

// snippet: class
@TenancyTest // a PostgreSQL, migrated by classpath:db/migration, for this class alone
@AsTenant("acme") // bound around every test; made if it is not there
class NotesTest {
    private final DataSource dataSource; // the application's way in, as tenancy_app

    NotesTest(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Test
    void othersDoNotSeeANote(TenantRegistry registry) throws SQLException {
        execute("insert into note (id, title, content, written_at) values (gen_random_uuid(), 'secret', '', now())");

        Tenant other = registry.create(TenantKey.of("birch"), "Birch", new Attribution("test", "looks over the fence"));
        try (TenantScope scope = TenantContext.bind(other)) {
            assertThat(notes()).isZero();
        }
        assertThat(notes()).isEqualTo(1);
    }
    // end

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private long notes() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from note")) {
            row.next();
            return row.getLong(1);
        }
    }
}
