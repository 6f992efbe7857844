package io.tenancy.jdbc.internal.connection;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** One notebook for the class, one connection for the test. */
abstract class ConnectionFixture {

    static Notebook notebook;
    Connection connection;

    @BeforeAll
    static void open() {
        notebook = Notebook.open();
    }

    @AfterAll
    static void closeAll() {
        notebook.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = notebook.tenants().getConnection();
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    long rows() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from note where body like 'ann %'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
