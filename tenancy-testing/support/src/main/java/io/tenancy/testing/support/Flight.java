package io.tenancy.testing.support;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a client sent before it waited for the server: one round trip. Immutable.
 *
 * @param connection the number of the connection, counted from 1 in order of arrival
 * @param messages what was sent, in order
 */
public record Flight(int connection, List<Message> messages) {
    /**
     * Copies the messages.
     *
     * @param connection the number of the connection, counted from 1 in order of arrival
     * @param messages what was sent, in order
     */
    public Flight {
        messages = List.copyOf(messages);
    }

    /**
     * One message of the PostgreSQL protocol from client to server.
     *
     * @param type its letter: Q query, P parse, B bind, D describe, E execute, C close, S sync, H flush, F function call, d c f copy
     *     data, done and failure
     * @param sql the SQL text of Q and P; empty for all others
     */
    public record Message(char type, String sql) {}

    /**
     * The SQL texts of this flight, in order.
     *
     * @return the text of each Q and P
     */
    public List<String> sql() {
        return messages.stream()
                .filter(message -> message.type() == 'Q' || message.type() == 'P')
                .map(Message::sql)
                .toList();
    }

    /**
     * The letters of this flight.
     *
     * @return such as {@code |Q P B D E S}
     */
    public String trace() {
        return messages.stream()
                .map(message -> String.valueOf(message.type()))
                .collect(Collectors.joining(" ", "|", ""));
    }
}
