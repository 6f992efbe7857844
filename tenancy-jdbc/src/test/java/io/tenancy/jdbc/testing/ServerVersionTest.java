package io.tenancy.jdbc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.testing.support.TestServer;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The suite runs on the PostgreSQL it says it runs on: 17, and under -Pproofs also 15 and 18. */
class ServerVersionTest {
    @Test
    void theServerIsTheOneThatWasAskedFor() throws SQLException {
        String expected = System.getProperty("tenancy.postgres.major", "17");
        assertThat(TenancyDatabase.ask(TestServer.server().dataSource("postgres"), "show server_version"))
                .singleElement()
                .asString()
                .startsWith(expected + ".");
    }
}
