package io.tenancy.cli.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A statement with names such as {@code :otherPatient} instead of question marks, so that a report of it can be read. */
final class NamedSql {
    private static final Pattern NAME = Pattern.compile("(?<!:):([a-zA-Z]+)");

    private final String sql;
    private final List<String> names = new ArrayList<>();

    NamedSql(String text) {
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        this.sql = matcher.replaceAll("?");
    }

    PreparedStatement prepare(Connection connection, Map<String, ?> values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            bind(statement, values);
            return statement;
        } catch (SQLException | RuntimeException e) {
            try (statement) {
                throw e;
            }
        }
    }

    void bind(PreparedStatement statement, Map<String, ?> values) throws SQLException {
        for (int i = 0; i < names.size(); i++) {
            Object value = values.get(names.get(i));
            if (value == null) {
                throw new IllegalArgumentException("Nothing is named :" + names.get(i));
            }
            statement.setObject(i + 1, value);
        }
    }
}
