package io.tenancy.cli.adopt;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Moves sequences on, so that no number they give next is one that came in. */
final class ImportSequences {
    private ImportSequences() {}

    private record State(long last, boolean called, long step) {}

    static List<String> move(Connection there, Connection here, Original original, Manifest manifest)
            throws SQLException {
        List<String> moved = new ArrayList<>();
        for (Original.Sequence sequence : original.sequences()) {
            Original.Table owner =
                    sequence.ownedBy() == 0 ? null : original.tables().get(sequence.ownedBy());
            if (owner != null && manifest.types().get(original.root(owner).sql()) == TableClass.SHARED) {
                continue;
            }
            Optional<State> theirs = state(there, sequence.sql());
            Optional<State> ours = state(here, sequence.sql());
            if (theirs.isEmpty() || ours.isEmpty() || !theirs.get().called()) {
                continue;
            }
            boolean up = ours.get().step() > 0;
            boolean behind = !ours.get().called()
                    || (up
                            ? theirs.get().last() > ours.get().last()
                            : theirs.get().last() < ours.get().last());
            if (behind) {
                Query.run(
                        here,
                        "select setval(?::regclass, ?)",
                        sequence.sql(),
                        theirs.get().last());
                moved.add(sequence.sql());
            }
        }
        return moved;
    }

    private static Optional<State> state(Connection connection, String sequence) throws SQLException {
        if (!Query.test(connection, "select to_regclass(?) is not null", sequence)) {
            return Optional.empty();
        }
        return Query.list(
                        connection,
                        "select s.last_value, s.is_called, p.seqincrement from " + sequence
                                + " s, pg_sequence p where p.seqrelid = ?::regclass",
                        row -> new State(row.getLong(1), row.getBoolean(2), row.getLong(3)),
                        sequence)
                .stream()
                .findFirst();
    }
}
