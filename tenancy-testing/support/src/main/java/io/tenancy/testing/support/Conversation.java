package io.tenancy.testing.support;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Knows, from the messages of both directions, whether the client has been answered: the definition of a round trip in
 * {@link WireProxy}. Messages of the start-up are not shown to it. Not thread-safe; its connection guards it.
 *
 * <p>It keeps the queue of what the server still owes: every Query, FunctionCall and Sync a ReadyForQuery, every Parse, Bind, Close,
 * Describe and Execute its own reply, and a Flush whatever stood before it. (PostgreSQL documentation, "Message Flow".)
 */
final class Conversation {
    private static final String DEMANDS = "QFSH";
    private static final String EXTENDED = "PBCDE";
    private static final String COPY = "dcf";

    private static final char NOTHING = 0;

    private enum Copying {
        NO,
        IN_QUERY,
        IN_EXECUTE
    }

    private final Deque<Character> owed = new ArrayDeque<>();
    private boolean open;
    private boolean demanded;
    private char speaking;
    private boolean skipping;
    private Copying copying = Copying.NO;

    /**
     * The client sent the first byte of a message.
     *
     * @return whether this begins a new flight
     */
    boolean clientBegins(char type) {
        speaking = type;
        if (open || type == 'X' || isStray(type)) {
            return false;
        }
        open = true;
        demanded = false;
        return true;
    }

    /** Copy data on its way when the server gave the copy up: the server drops it, and nobody waits. */
    private boolean isStray(char type) {
        return copying == Copying.NO && COPY.indexOf(type) >= 0;
    }

    /** The client sent the last byte of a message. */
    void clientEnds(char type) {
        speaking = NOTHING;
        if (copying != Copying.NO) {
            clientCopies(type);
        } else if (type == 'S') {
            skipping = false;
            owe(type);
        } else if (DEMANDS.indexOf(type) >= 0 || EXTENDED.indexOf(type) >= 0) {
            if (!skipping) {
                owe(type);
            }
        }
    }

    /** While it takes copy data the server ignores Sync and Flush; after a simple query, the end of data is answered. */
    private void clientCopies(char type) {
        if (type == 'c' || type == 'f') {
            boolean simple = copying == Copying.IN_QUERY;
            copying = Copying.NO;
            if (simple) {
                owe('Q');
            }
        }
    }

    private void owe(char type) {
        owed.add(type);
        if (DEMANDS.indexOf(type) >= 0) {
            demanded = true;
        }
        settleFlushes();
    }

    /** The server sent a message. */
    void serverEnds(char type) {
        boolean waited = demanded;
        switch (type) {
            case 'Z' -> ready();
            case 'G' -> copyIn();
            case 'E' -> failed();
            case '1' -> paid('P');
            case '2' -> paid('B');
            case '3' -> paid('C');
            case 'T', 'n' -> paid('D');
            case 'C', 's', 'I' -> paid('E');
            default -> {
                // Rows, notices, notifications, parameters: no answer by themselves.
            }
        }
        settleFlushes();
        demanded = owed.stream().anyMatch(debt -> DEMANDS.indexOf(debt) >= 0);
        // Whoever has sent more already was not waiting: what follows belongs to the same flight.
        if (waited && !demanded && owed.isEmpty() && (speaking == NOTHING || isStray(speaking))) {
            open = false;
        }
    }

    private void ready() {
        while (!owed.isEmpty() && "QFS".indexOf(owed.remove()) < 0) {
            // What an error made the server skip.
        }
    }

    private void paid(char debt) {
        Character first = owed.peek();
        if (first != null && first == debt) {
            owed.remove();
        }
    }

    private void failed() {
        copying = copying == Copying.IN_QUERY ? abandoned('Q') : abandoned(' ');
        Character first = owed.peek();
        if (first != null && EXTENDED.indexOf(first) >= 0) {
            while (!owed.isEmpty() && owed.peek() != 'S') {
                owed.remove();
            }
            skipping = owed.isEmpty();
        }
    }

    /** The server gave up a copy: a simple one still ends with ReadyForQuery. */
    private Copying abandoned(char owes) {
        if (owes == 'Q') {
            owe('Q');
        }
        return Copying.NO;
    }

    /** The server is ready for copy data: that answers everything sent so far. */
    private void copyIn() {
        Character first = owed.peek();
        copying = first != null && first == 'Q' ? Copying.IN_QUERY : Copying.IN_EXECUTE;
        owed.clear();
        open = false;
    }

    private void settleFlushes() {
        while (!owed.isEmpty() && owed.peek() == 'H') {
            owed.remove();
        }
    }
}
