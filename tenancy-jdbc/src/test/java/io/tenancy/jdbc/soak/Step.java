package io.tenancy.jdbc.soak;

import io.tenancy.jdbc.failure.TenantSqlException;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Random;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** What an application does with a connection, on its own or as a part of a transaction. */
enum Step {
    PREPARED_READ(12) {
        @Override
        void run(Desk desk) throws SQLException {
            try (PreparedStatement statement = desk.connection.prepareStatement(
                    "select owner, body, ?::text from entry where at > ? order by id limit 20")) {
                statement.setObject(1, desk.random.nextBoolean() ? null : "x");
                statement.setTimestamp(2, new Timestamp(0)); // no type: the trap of the sixth execution
                try (ResultSet rows = statement.executeQuery()) {
                    desk.readOwn(rows);
                }
            }
            desk.census.count(Event.PREPARED_READ);
        }
    },
    PLAIN_READ(8) {
        @Override
        void run(Desk desk) throws SQLException {
            try (Statement statement = desk.connection.createStatement();
                    ResultSet rows = statement.executeQuery("select owner, body from entry order by id limit 20")) {
                desk.readOwn(rows);
            }
            desk.census.count(Event.PLAIN_READ);
        }
    },
    CURSOR_READ(6) {
        @Override
        void run(Desk desk) throws SQLException {
            try (PreparedStatement statement = desk.connection.prepareStatement(
                    "select owner from entry where id > ? order by id desc limit 30")) {
                statement.setFetchSize(2 + desk.random.nextInt(12));
                statement.setLong(1, 0);
                try (ResultSet rows = statement.executeQuery()) {
                    desk.readOwn(rows);
                }
            }
            desk.census.count(Event.CURSOR_READ);
        }
    },
    SEVERAL_RESULTS(4) {
        @Override
        void run(Desk desk) throws SQLException {
            try (Statement statement = desk.connection.createStatement()) {
                statement.execute(
                        "select owner from entry order by id limit 5; select bound(); select owner from account");
                desk.readOwn(statement.getResultSet());
                statement.getMoreResults();
                desk.requireOwn(single(statement.getResultSet()));
                statement.getMoreResults();
                desk.requireOwn(single(statement.getResultSet()));
            }
            desk.census.count(Event.SEVERAL_RESULTS);
        }
    },
    JOOQ(6) {
        @Override
        void run(Desk desk) {
            DSLContext jooq = DSL.using(desk.connection, SQLDialect.POSTGRES);
            jooq.fetch("select owner from account").forEach(row -> desk.requireOwn(row.get(0, String.class)));
            long id = jooq.insertInto(
                            DSL.table("entry"), DSL.field("owner", String.class), DSL.field("body", String.class))
                    .values(desk.stamp(), "jooq")
                    .returningResult(DSL.field("id", Long.class))
                    .fetchSingle()
                    .value1();
            desk.wrote(1);
            int updated = jooq.execute("update entry set body = 'jooq 2' where id = ?", id);
            require(desk, updated == 1, "jOOQ updated " + updated + " rows");
            desk.census.count(Event.JOOQ);
        }
    },
    INSERT(10) {
        @Override
        void run(Desk desk) throws SQLException {
            try (PreparedStatement statement = desk.connection.prepareStatement(
                    "insert into entry (owner, body, at, data) values (?, ?, ?, ?::jsonb)")) {
                statement.setString(1, desk.stamp());
                statement.setString(2, "inserted");
                statement.setTimestamp(3, new Timestamp(desk.random.nextInt(1_000_000)));
                statement.setNull(4, Types.OTHER);
                require(desk, statement.executeUpdate() == 1, "an insert had no effect");
            }
            desk.wrote(1);
            desk.census.count(Event.INSERT);
        }
    },
    INSERT_RETURNING(6) {
        @Override
        void run(Desk desk) throws SQLException {
            try (PreparedStatement statement = desk.connection.prepareStatement(
                    "insert into entry (owner, body, account_id) select ?, 'returned', id from account returning tenant_id::text")) {
                statement.setString(1, desk.stamp());
                desk.requireOwn(single(statement.executeQuery()));
            }
            desk.wrote(1);
            desk.census.count(Event.INSERT_RETURNING);
        }
    },
    GENERATED_KEYS(6) {
        @Override
        void run(Desk desk) throws SQLException {
            try (PreparedStatement statement = desk.connection.prepareStatement(
                    "insert into entry (owner, body) values (?, 'keyed')", new String[] {"tenant_id"})) {
                statement.setString(1, desk.stamp());
                statement.executeUpdate();
                desk.requireOwn(single(statement.getGeneratedKeys()));
            }
            desk.wrote(1);
            desk.census.count(Event.GENERATED_KEYS);
        }
    },
    BATCH(6) {
        @Override
        void run(Desk desk) throws SQLException {
            int rows = 2 + desk.random.nextInt(8);
            try (PreparedStatement statement =
                    desk.connection.prepareStatement("insert into entry (owner, body, at) values (?, ?, ?)")) {
                for (int i = 0; i < rows; i++) {
                    statement.setString(1, desk.stamp());
                    statement.setString(2, "batch " + i);
                    statement.setTimestamp(3, new Timestamp(i));
                    statement.addBatch();
                }
                require(desk, statement.executeBatch().length == rows, "a batch lost rows");
            }
            desk.wrote(rows);
            desk.census.count(Event.BATCH);
        }
    },
    PLAIN_BATCH(4) {
        @Override
        void run(Desk desk) throws SQLException {
            try (Statement statement = desk.connection.createStatement()) {
                statement.addBatch("insert into entry (owner, body) values (bound(), 'plain batch')");
                statement.addBatch("update account set owner = owner where owner = '" + desk.stamp() + "'");
                int[] counts = statement.executeBatch();
                require(desk, counts[0] == 1 && counts[1] == 1, "a plain batch had no effect");
            }
            desk.wrote(1);
            desk.census.count(Event.PLAIN_BATCH);
        }
    },
    CALL(6) {
        @Override
        void run(Desk desk) throws SQLException {
            try (CallableStatement call = desk.connection.prepareCall("{? = call bound()}")) {
                call.registerOutParameter(1, Types.VARCHAR);
                call.execute();
                desk.requireOwn(call.getString(1));
            }
            try (CallableStatement call = desk.connection.prepareCall("{? = call post(?, ?)}")) {
                call.registerOutParameter(1, Types.BIGINT);
                call.setString(2, desk.stamp());
                call.setString(3, "called");
                call.execute();
            }
            desk.wrote(1);
            desk.census.count(Event.CALL);
        }
    },
    UPDATABLE_ROW(3) {
        @Override
        void run(Desk desk) throws SQLException {
            try (PreparedStatement statement = desk.connection.prepareStatement(
                            "select tenant_id, id, owner from account",
                            ResultSet.TYPE_SCROLL_INSENSITIVE,
                            ResultSet.CONCUR_UPDATABLE);
                    ResultSet rows = statement.executeQuery()) {
                require(desk, rows.next(), "the account is not seen");
                desk.requireOwn(rows.getString(3));
                rows.updateString(3, desk.stamp());
                rows.updateRow();
            }
            desk.census.count(Event.UPDATABLE_ROW);
        }
    },
    FOREIGN_INSERT(4) {
        @Override
        void run(Desk desk) throws SQLException {
            desk.expectRefusal(
                    () -> {
                        try (PreparedStatement statement = desk.connection.prepareStatement(
                                "insert into entry (tenant_id, owner, body) values (?, ?, 'planted')")) {
                            statement.setObject(1, desk.stranger.id().value());
                            statement.setString(2, desk.stamp());
                            statement.executeUpdate();
                        }
                    },
                    Event.FOREIGN_INSERT_REFUSED,
                    TenantSqlException.ROW_REFUSED);
        }
    },
    FOREIGN_UPDATE(6) {
        @Override
        void run(Desk desk) throws SQLException {
            try (PreparedStatement statement = desk.connection.prepareStatement(
                    "update entry set owner = ? where tenant_id = ? or tenant_id <> current_setting('tenancy.tenant_id')::uuid")) {
                statement.setString(1, desk.stamp());
                statement.setObject(2, desk.stranger.id().value());
                require(desk, statement.executeUpdate() == 0, "updated rows of " + desk.stranger.key());
            }
            desk.census.count(Event.FOREIGN_UPDATE_WITHOUT_EFFECT);
        }
    },
    FOREIGN_PARENT(3) {
        @Override
        void run(Desk desk) throws SQLException {
            desk.expectRefusal(
                    () -> {
                        try (PreparedStatement statement = desk.connection.prepareStatement(
                                "insert into entry (owner, body, account_id) values (?, 'orphan', ?)")) {
                            statement.setString(1, desk.stamp());
                            statement.setLong(2, desk.stranger.number()); // exists, and is another tenant's
                            statement.executeUpdate();
                        }
                    },
                    Event.FOREIGN_PARENT_REFUSED,
                    "23503");
        }
    },
    SAVEPOINT_ROLLBACK(8) {
        @Override
        void run(Desk desk) throws SQLException {
            if (!desk.inTransaction()) {
                PLAIN_READ.run(desk);
                return;
            }
            Savepoint before = desk.connection.setSavepoint();
            try (Statement statement = desk.connection.createStatement()) {
                statement.execute("insert into entry (owner, body) values (bound(), 'undone')");
                if (desk.random.nextBoolean()) {
                    desk.connection.rollback(before);
                } else {
                    desk.connection.releaseSavepoint(before);
                    statement.execute("delete from entry where body = 'undone'");
                }
            }
            PREPARED_READ.run(desk);
            desk.census.count(Event.SAVEPOINT_ROLLBACK);
        }
    },
    STATEMENT_TIMEOUT(3) {
        @Override
        void run(Desk desk) throws SQLException {
            desk.expectRefusal(
                    () -> {
                        try (Statement statement = desk.connection.createStatement()) {
                            statement.execute("select set_config('statement_timeout', '3', true);"
                                    + " insert into entry (owner, body) values (bound(), 'late'); select pg_sleep(9)");
                        }
                    },
                    Event.STATEMENT_TIMEOUT,
                    "57014");
        }
    };

    private static final int TOTAL = total();

    private final int weight;

    Step(int weight) {
        this.weight = weight;
    }

    abstract void run(Desk desk) throws SQLException;

    private static int total() {
        int total = 0;
        for (Step step : values()) {
            total += step.weight;
        }
        return total;
    }

    static Step any(Random random) {
        int at = random.nextInt(TOTAL);
        for (Step step : values()) {
            at -= step.weight;
            if (at < 0) {
                return step;
            }
        }
        throw new AssertionError(at);
    }

    private static String single(ResultSet rows) throws SQLException {
        return rows.next() ? rows.getString(1) : "nobody";
    }

    private static void require(Desk desk, boolean held, String otherwise) {
        if (!held) {
            desk.census.leak(desk.tenant.key() + ": " + otherwise);
        }
    }
}
