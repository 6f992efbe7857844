package io.tenancy.jdbc.soak;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.failure.TenantSqlException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** One borrowing of a connection, from the pool and back, with one way to end or to go wrong. Weights are per thousand. */
enum Act {
    UNIT(400) {
        @Override
        void run(Desk desk) throws SQLException {
            try (TenantScope scope = desk.bind()) {
                Step.any(desk.random).run(desk);
                desk.committed();
            }
            desk.census.count(Event.UNIT);
        }
    },
    COMMITTED(220) {
        @Override
        void run(Desk desk) throws SQLException {
            try (TenantScope scope = desk.bind()) {
                begin(desk);
                steps(desk);
                desk.connection.commit();
                desk.committed();
                desk.connection.setAutoCommit(true);
            }
            desk.census.count(Event.COMMIT);
        }
    },
    ROLLED_BACK(60) {
        @Override
        void run(Desk desk) throws SQLException {
            try (TenantScope scope = desk.bind()) {
                begin(desk);
                steps(desk);
                desk.connection.rollback();
                desk.rolledBack();
                Step.any(desk.random).run(desk);
                desk.connection.rollback();
                desk.rolledBack();
            }
            desk.census.count(Event.ROLLBACK);
        }
    },
    /** The user's code fails, and nobody rolls back before the connection is given back. */
    USER_EXCEPTION(40) {
        @Override
        void run(Desk desk) throws SQLException {
            try (TenantScope scope = desk.bind()) {
                begin(desk);
                steps(desk);
                throw new IllegalStateException("the user's own");
            } catch (IllegalStateException e) {
                desk.rolledBack();
                desk.census.count(Event.USER_EXCEPTION);
            }
        }
    },
    LEFT_OPEN(40) {
        @Override
        void run(Desk desk) throws SQLException {
            try (TenantScope scope = desk.bind()) {
                if (desk.random.nextBoolean()) {
                    begin(desk);
                } else {
                    execute(desk, "begin");
                }
                Step.INSERT.run(desk);
                desk.rolledBack();
            }
            desk.census.count(Event.LEFT_OPEN);
        }
    },
    TEXTUAL_COMMIT(40) {
        @Override
        void run(Desk desk) throws SQLException {
            try (TenantScope scope = desk.bind()) {
                begin(desk);
                steps(desk);
                execute(desk, desk.random.nextBoolean() ? "commit" : "COMMIT AND CHAIN");
                desk.committed();
                steps(desk);
                execute(desk, desk.random.nextBoolean() ? "end" : "/* done */ Commit;");
                desk.committed();
            }
            try (TenantScope other = TenantContext.bind(desk.stranger)) {
                Desk next = new Desk(desk.connection, desk.stranger, desk.tenant, desk.random, desk.census);
                Step.PLAIN_READ.run(next);
                next.connection.rollback();
            }
            desk.census.count(Event.TEXTUAL_COMMIT);
        }
    },
    TEXTUAL_BEGIN(30) {
        @Override
        void run(Desk desk) throws SQLException {
            try (TenantScope scope = desk.bind()) {
                execute(desk, "begin isolation level repeatable read");
                Step.INSERT.run(desk);
                Step.PREPARED_READ.run(desk);
                execute(desk, "commit");
                desk.committed();
                Step.PLAIN_READ.run(desk);
            }
            desk.census.count(Event.TEXTUAL_BEGIN);
        }
    },
    NESTED_SCOPE(40) {
        @Override
        void run(Desk desk) throws SQLException {
            Desk inner = new Desk(desk.connection, desk.stranger, desk.tenant, desk.random, desk.census);
            try (TenantScope scope = desk.bind()) {
                Step.PREPARED_READ.run(desk);
                try (TenantScope nested = inner.bind()) {
                    Step.PREPARED_READ.run(inner);
                    Step.INSERT.run(inner);
                    inner.committed();
                }
                Step.INSERT.run(desk);
                desk.committed();
            }
            desk.census.count(Event.NESTED_SCOPE);
        }
    },
    SWITCH(40) {
        @Override
        void run(Desk desk) throws SQLException {
            try (TenantScope scope = desk.bind()) {
                begin(desk);
                Step.PREPARED_READ.run(desk);
                try (TenantScope nested = TenantContext.bind(desk.stranger)) {
                    desk.expectRefusal(
                            () -> execute(desk, "select owner from entry"),
                            Event.SWITCH_REFUSED,
                            TenantSqlException.CONTEXT_SWITCHED);
                }
                Step.PREPARED_READ.run(desk);
                desk.connection.commit();
            }
        }
    },
    CONTEXT_LOST(40) {
        @Override
        void run(Desk desk) throws SQLException {
            desk.connection.setAutoCommit(desk.random.nextBoolean());
            String[] work = {
                "select owner from entry",
                "insert into entry (owner, body) values ('nobody', 'x')",
                "select entry_count()"
            };
            String sql = work[desk.random.nextInt(work.length)];
            refusedUnbound(desk, () -> execute(desk, sql));
            refusedUnbound(desk, () -> {
                try (PreparedStatement statement = desk.connection.prepareStatement(sql)) {
                    statement.execute();
                }
            });
        }
    },
    /** The scope is closed before the transaction is: what is left of it must not be usable. */
    SCOPE_LOST(40) {
        @Override
        void run(Desk desk) throws SQLException {
            begin(desk);
            try (TenantScope scope = desk.bind()) {
                steps(desk);
            }
            String[] work = {
                "select owner from entry",
                "select \"entry_count\"()",
                "select * from pg_catalog.pg_class c, entry limit 1"
            };
            String sql = work[desk.random.nextInt(work.length)];
            refusedUnbound(desk, () -> execute(desk, sql));
            desk.connection.rollback();
            desk.rolledBack();
            desk.census.count(Event.SCOPE_LOST_INSIDE_TRANSACTION);
        }
    },
    CANCEL(5) {
        @Override
        void run(Desk desk) throws SQLException {
            desk.connection.setAutoCommit(desk.random.nextBoolean());
            try (TenantScope scope = desk.bind();
                    PreparedStatement statement = desk.connection.prepareStatement(
                            "select owner, pg_sleep(2) from account where owner = ?")) {
                statement.setString(1, desk.stamp());
                AtomicBoolean over = new AtomicBoolean();
                CompletableFuture<Void> cancel = CompletableFuture.runAsync(() -> cancel(statement, over));
                try {
                    awaitCancellation(desk, statement, Event.CANCELLED);
                } finally {
                    over.set(true);
                    cancel.join();
                }
                Step.PREPARED_READ.run(desk);
            }
        }

        /** Again and again: a cancellation that comes before the statement does nothing. */
        private void cancel(Statement statement, AtomicBoolean over) {
            try {
                while (!over.get()) {
                    statement.cancel();
                    LockSupport.parkNanos(CANCEL_EVERY_NANOS);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    },
    QUERY_TIMEOUT(1) {
        @Override
        void run(Desk desk) throws SQLException {
            desk.connection.setAutoCommit(desk.random.nextBoolean());
            try (TenantScope scope = desk.bind();
                    PreparedStatement statement =
                            desk.connection.prepareStatement("select owner, pg_sleep(3) from account")) {
                statement.setQueryTimeout(1);
                awaitCancellation(desk, statement, Event.QUERY_TIMEOUT);
                Step.PREPARED_READ.run(desk);
            }
        }
    },
    KILL_OWN(2) {
        @Override
        void run(Desk desk) throws SQLException {
            try (TenantScope scope = desk.bind()) {
                desk.connection.setAutoCommit(desk.random.nextBoolean());
                Step.PREPARED_READ.run(desk);
                desk.census.count(Event.OWN_BACKEND_KILLED);
                execute(desk, "select pg_terminate_backend(pg_backend_pid()), count(*) from entry");
            }
        }
    },
    KILL_OTHER(2) {
        @Override
        void run(Desk desk) throws SQLException {
            try (TenantScope scope = desk.bind();
                    Statement statement = desk.connection.createStatement();
                    ResultSet killed = statement.executeQuery(
                            "select pg_terminate_backend(pid) from (select pid from pg_stat_activity where usename = current_user"
                                    + " and datname = current_database() and pid <> pg_backend_pid() order by random() limit 1) x")) {
                if (killed.next()) {
                    desk.census.count(Event.OTHER_BACKEND_KILLED);
                }
            }
        }
    };

    static final int PER = 1000;
    private static final String CANCELLED = "57014";
    private static final long CANCEL_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final int weight;

    Act(int weight) {
        this.weight = weight;
    }

    abstract void run(Desk desk) throws SQLException;

    static Act any(Random random) {
        int at = random.nextInt(PER);
        for (Act act : values()) {
            at -= act.weight;
            if (at < 0) {
                return act;
            }
        }
        throw new AssertionError("the weights must be " + PER + " in all");
    }

    private static void begin(Desk desk) throws SQLException {
        desk.connection.setAutoCommit(false);
        desk.census.count(Event.TRANSACTION);
    }

    private static void steps(Desk desk) throws SQLException {
        int count = 1 + desk.random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Step.any(desk.random).run(desk);
        }
    }

    /** A cancellation may come too late, or be lost by a pooler; the rows are then the tenant's own. */
    private static void awaitCancellation(Desk desk, PreparedStatement statement, Event event) throws SQLException {
        desk.expectRefusal(
                () -> {
                    try (ResultSet rows = statement.executeQuery()) {
                        while (rows.next()) {
                            desk.requireOwn(rows.getString(1));
                        }
                    } catch (SQLException e) {
                        desk.census.count(event, CANCELLED.equals(e.getSQLState()) ? 1 : 0);
                        throw e;
                    }
                    throw new SQLException("not cancelled in time", CANCELLED);
                },
                Event.CANCELLATION,
                CANCELLED);
    }

    private static void refusedUnbound(Desk desk, Desk.Provocation work) throws SQLException {
        desk.expectRefusal(work, Event.UNBOUND_REFUSED, TenantSqlException.CONTEXT_MISSING);
    }

    private static void execute(Desk desk, String sql) throws SQLException {
        try (Statement statement = desk.connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
