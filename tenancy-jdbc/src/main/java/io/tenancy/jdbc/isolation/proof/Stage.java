package io.tenancy.jdbc.isolation.proof;

import io.tenancy.jdbc.internal.registry.ServerFailure;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The transaction that the proof works in. Every attack starts from the same rows: what it does is undone by a savepoint before the
 * next one.
 */
final class Stage implements AutoCloseable {
    private static final String MARK = "tenancy_attack";
    private static final int ENOUGH = 100;
    private static final Set<String> LOST = Set.of("08", "57P", "25P03");

    private final Connection connection;
    private final Statement statement;
    private final Actor actor;
    private final Images images;

    Stage(Connection connection, Actor actor, Images images) throws SQLException {
        this.connection = connection;
        this.statement = connection.createStatement();
        this.statement.setMaxRows(ENOUGH);
        this.actor = actor;
        this.images = images;
    }

    Actor actor() {
        return actor;
    }

    /**
     * Carries an attack out.
     *
     * @param scene what is attempted
     * @return what came of it
     */
    Answer play(Scene scene) throws SQLException {
        statement.execute("savepoint " + MARK);
        Answer answer = attempt(scene);
        statement.execute("rollback to savepoint " + MARK + "; release savepoint " + MARK);
        return answer;
    }

    /** Asks as whoever runs the proof, after what comes before it, and undoes both. */
    Answer observe(List<String> before, String query) throws SQLException {
        statement.execute("savepoint " + MARK);
        Answer answer;
        try {
            for (String sql : before) {
                statement.execute(sql);
            }
            answer = run(query);
        } catch (SQLException e) {
            answer = refusal(e, false);
        }
        statement.execute("rollback to savepoint " + MARK + "; release savepoint " + MARK);
        return answer;
    }

    private Answer attempt(Scene scene) throws SQLException {
        Map<String, String> before;
        try {
            for (String sql : scene.before()) {
                statement.execute(sql);
            }
            before = scene.watched().isEmpty() ? Map.of() : images.of(connection, scene.watched());
        } catch (SQLException e) {
            return refusal(e, false);
        }
        try {
            statement.execute(scene.context().sql() + "; " + actor.enter());
            Answer answer = new Answer(0, List.of(), "", "", Set.of(), true);
            for (String sql : scene.statements()) {
                answer = run(sql);
            }
            return before.isEmpty() ? answer : look(answer, before, scene.watched());
        } catch (SQLException e) {
            return refusal(e, true);
        }
    }

    private Answer refusal(SQLException failure, boolean prepared) throws SQLException {
        String state = ServerFailure.state(failure);
        if (state.isEmpty() || LOST.stream().anyMatch(state::startsWith)) {
            throw failure;
        }
        return Answer.failed(state, ServerFailure.text(failure), prepared);
    }

    /** As whoever runs the proof, who sees all rows. */
    private Answer look(Answer answer, Map<String, String> before, Set<Long> watched) throws SQLException {
        statement.execute("set constraints all immediate; " + actor.leave());
        Map<String, String> after = images.of(connection, watched);
        Set<String> touched = new HashSet<>();
        before.forEach((table, image) -> {
            if (!image.equals(after.get(table))) {
                touched.add(table);
            }
        });
        return new Answer(answer.rows(), answer.values(), "", "", touched, true);
    }

    private Answer run(String sql) throws SQLException {
        if (sql.startsWith("copy ")) {
            return copy(sql);
        }
        boolean query = statement.execute(sql);
        if (!query) {
            return new Answer(Math.max(0, statement.getUpdateCount()), List.of(), "", "", Set.of(), true);
        }
        List<String> values = new ArrayList<>();
        try (ResultSet result = statement.getResultSet()) {
            boolean wide = result.getMetaData().getColumnCount() > 0;
            while (result.next()) {
                String value = wide ? result.getString(1) : "";
                values.add(value == null ? "" : value);
            }
        }
        return new Answer(values.size(), values, "", "", Set.of(), true);
    }

    /** {@code copy .. to stdout}, or {@code copy .. from stdin} with the data after a line break. */
    private Answer copy(String sql) throws SQLException {
        CopyManager manager = connection.unwrap(PGConnection.class).getCopyAPI();
        try {
            int data = sql.indexOf('\n');
            if (data >= 0) {
                long rows = manager.copyIn(sql.substring(0, data), new StringReader(sql.substring(data + 1)));
                return new Answer(rows, List.of(), "", "", Set.of(), true);
            }
            StringWriter out = new StringWriter();
            long rows = manager.copyOut(sql, out);
            return new Answer(rows, out.toString().lines().toList(), "", "", Set.of(), true);
        } catch (IOException e) {
            throw new IllegalStateException("copying in memory failed", e);
        }
    }

    /** For what outlives a rollback. */
    void tidy(String sql) throws SQLException {
        statement.execute(sql);
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
