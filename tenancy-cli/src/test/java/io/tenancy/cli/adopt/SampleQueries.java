package io.tenancy.cli.adopt;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The queries of a sample's application, as it has them: with parameters, and without a word about tenants. A query starts with a line
 * {@code --> title | bind | bind}; a bind is its type's letter and its value, as in {@code i:5}.
 */
record SampleQueries(List<One> all) {
    /** One query. */
    record One(String title, List<String> binds, String sql) {}

    static SampleQueries of(String sample) {
        List<One> all = Pattern.compile("(?m)^--> ")
                .splitAsStream(SampleDatabase.text(sample + "-queries.sql"))
                .filter(text -> !text.isBlank())
                .map(SampleQueries::one)
                .toList();
        return new SampleQueries(all);
    }

    private static One one(String text) {
        String head = text.lines().findFirst().orElseThrow();
        List<String> parts = List.of(head.split(" \\| "));
        return new One(
                parts.get(0),
                parts.subList(1, parts.size()),
                text.substring(head.length()).strip());
    }

    /** What each answers, in one transaction that is rolled back: rows, the number of changed rows, or the state of the error. */
    List<String> answers(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        List<String> answers = new ArrayList<>();
        for (One query : all) {
            Savepoint before = connection.setSavepoint();
            try {
                answers.add(query.title() + ": " + answer(connection, query));
            } catch (SQLException e) {
                connection.rollback(before);
                // MATCH FULL over several columns becomes a check of its own, which refuses the same rows under another
                // number.
                answers.add(query.title()
                        + (query.title().endsWith("whatever refuses it") ? ": refused" : ": error " + e.getSQLState()));
            }
        }
        connection.rollback();
        return answers;
    }

    private static String answer(Connection connection, One query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query.sql())) {
            for (int i = 0; i < query.binds().size(); i++) {
                bind(statement, i + 1, query.binds().get(i));
            }
            return statement.execute() ? rows(statement.getResultSet()) : statement.getUpdateCount() + " rows";
        }
    }

    private static void bind(PreparedStatement statement, int place, String bind) throws SQLException {
        String value = bind.substring(2);
        switch (bind.charAt(0)) {
            case 'i' -> statement.setInt(place, Integer.parseInt(value));
            case 'n' -> statement.setBigDecimal(place, new BigDecimal(value));
            case 't' -> statement.setTimestamp(place, Timestamp.valueOf(value));
            case 'd' -> statement.setDate(place, Date.valueOf(value));
            default -> statement.setString(place, value);
        }
    }

    private static String rows(ResultSet result) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        while (result.next()) {
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                cells.add(Objects.toString(result.getString(i)));
            }
            rows.add(cells);
        }
        return rows.toString();
    }

    /** Errors that come from the query's text, and not from what it is meant to try. */
    static List<String> mistakes(List<String> answers) {
        return answers.stream()
                .filter(answer -> answer.matches("(?s).*: error (42|0A|25|26|XX).*"))
                .toList();
    }
}
