package io.tenancy.jdbc.isolation.proof;

import static io.tenancy.jdbc.isolation.proof.ProofVerdict.held;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notApplicable;
import static io.tenancy.jdbc.isolation.proof.ProofVerdict.notProved;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.ServerFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A login of the application's own, with nothing bound: it must be refused or shown nothing of what is really stored. */
final class SecondConnection {
    private static final Set<String> LOUD = Set.of("22P02", "42704", "42501");

    private SecondConnection() {}

    static void look(@Nullable DataSource app, Ground ground, Consumer<ProofVerdict> verdicts) throws SQLException {
        if (app == null) {
            verdicts.accept(notApplicable(
                    ground.catalog().app().sql(),
                    Attack.SECOND_CONNECTION,
                    "no connection of the application was given; it was asked in the same transaction"));
            return;
        }
        try (Connection connection = app.getConnection()) {
            boolean before = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                Jdbc.run(connection, "set local lock_timeout = '2s'");
                Jdbc.run(connection, "set local statement_timeout = '10s'");
                for (Target target : ground.targets().values()) {
                    verdicts.accept(ask(connection, target));
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(before);
            }
        }
    }

    private static ProofVerdict ask(Connection connection, Target target) throws SQLException {
        String sql = "select 1 from " + target.sql() + " limit 1";
        Jdbc.run(connection, "savepoint tenancy_look");
        try {
            boolean seen = !Jdbc.list(connection, sql, row -> row.getInt(1)).isEmpty();
            return seen
                    ? new ProofVerdict(
                            target.sql(),
                            Attack.SECOND_CONNECTION,
                            Outcome.LEAKED,
                            "a fresh login that bound no tenant is shown rows",
                            sql,
                            List.of(sql))
                    // The rows of the proof are not committed: on an empty table this says little.
                    : held(target.sql(), Attack.SECOND_CONNECTION, "no row is shown; maybe there is none to see", sql);
        } catch (SQLException e) {
            String state = ServerFailure.state(e);
            return LOUD.contains(state)
                    ? held(target.sql(), Attack.SECOND_CONNECTION, "refused: SQLSTATE " + state, sql)
                    : notProved(target.sql(), Attack.SECOND_CONNECTION, "SQLSTATE " + state, sql);
        } finally {
            Jdbc.run(connection, "rollback to savepoint tenancy_look");
        }
    }
}
