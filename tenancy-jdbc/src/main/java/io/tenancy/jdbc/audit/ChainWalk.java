package io.tenancy.jdbc.audit;

import io.tenancy.audit.AuditEntry;
import io.tenancy.jdbc.internal.audit.AuditRows;
import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Goes along one chain, in one snapshot, and compares every link with what its columns say. Good for one walk. */
final class ChainWalk {
    private static final String REMOVAL = "audit.remove";
    private static final int FETCHED_AT_ONCE = 1000;

    private final Connection connection;
    private final AuditChain chain;
    private final List<AuditBreak> breaks = new ArrayList<>();
    private final Map<Long, String> anchors = new TreeMap<>();
    private AuditHead beginning = new AuditHead(0, AuditRows.BEGINNING);
    private AuditHead end = beginning;
    private AuditHead last = beginning;
    private long events;
    private Map<String, Object> removal = Map.of();

    /** The connection is in a transaction that sees one state of the database. */
    ChainWalk(Connection connection, AuditChain chain) {
        this.connection = connection;
        this.chain = chain;
    }

    AuditVerification verify(@Nullable AuditHead known) throws SQLException {
        ends();
        Jdbc.list(
                        connection,
                        "select sequence, hash from tenancy.audit_anchor where tenant_id = ?",
                        row -> new AuditHead(row.getLong(1), hex(row, 2)),
                        chain.id())
                .forEach(anchor -> anchors.put(anchor.sequence(), anchor.hash()));
        if (known != null && known.sequence() > 0) {
            anchors.put(known.sequence(), known.hash());
        }
        anchors.keySet().removeIf(sequence -> sequence <= beginning.sequence());
        each(this::look);
        compareEnds();
        compareBeginning();
        long waiting = Jdbc.first(
                        connection,
                        "select count(*) from tenancy.audit_pending where tenant_id = ?",
                        row -> row.getLong(1),
                        chain.id())
                .orElse(0L);
        return new AuditVerification(chain, beginning.sequence(), events, end, waiting, breaks);
    }

    /** Gives every event of the chain, in order, whether it is whole or not. */
    long export(Consumer<AuditEntry> sink) throws SQLException {
        each((row, sequence) -> sink.accept(AuditRows.read(row)));
        return events;
    }

    private void ends() throws SQLException {
        Jdbc.list(
                        connection,
                        "select sequence, hash, removed_to, removed_hash from tenancy.audit_chain where tenant_id = ?",
                        row -> List.of(
                                new AuditHead(row.getLong(1), hex(row, 2)), new AuditHead(row.getLong(3), hex(row, 4))),
                        chain.id())
                .forEach(ends -> {
                    end = ends.get(0);
                    beginning = ends.get(1);
                });
        last = beginning;
    }

    private interface Look {
        void at(ResultSet row, long sequence) throws SQLException;
    }

    private void each(Look look) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select " + AuditRows.COLUMNS + " from tenancy.audit_event where tenant_id = ? order by sequence")) {
            statement.setFetchSize(FETCHED_AT_ONCE);
            statement.setObject(1, chain.id());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    events++;
                    look.at(row, row.getLong("sequence"));
                }
            }
        }
    }

    private void look(ResultSet row, long sequence) throws SQLException {
        long expected = last.sequence() + 1;
        String stored = hex(row, 3);
        if (sequence > expected) {
            missing(expected, sequence);
        } else if (!stored.equals(hash(row))) {
            found(sequence, AuditBreak.Kind.CHANGED);
        }
        anchor(sequence, stored);
        last = new AuditHead(sequence, stored);
    }

    /** What the columns say hashes to, or null if they say what no event can. */
    private @Nullable String hash(ResultSet row) throws SQLException {
        try {
            AuditEntry event = AuditRows.read(row);
            if (event.action().equals(REMOVAL)) {
                removal = event.details();
            }
            return AuditRows.hash(last.hash(), event);
        } catch (IllegalArgumentException e) {
            return null;
        } catch (SQLException e) {
            if ("22023".equals(e.getSQLState())) {
                return null;
            }
            throw e;
        }
    }

    private void missing(long from, long until) {
        for (long place = from; place < until && breaks.size() < AuditVerification.MOST_BREAKS; place++) {
            found(place, AuditBreak.Kind.MISSING);
            anchors.remove(place);
        }
    }

    private void anchor(long sequence, String stored) {
        String anchored = anchors.remove(sequence);
        if (anchored != null && !anchored.equals(stored)) {
            found(sequence, AuditBreak.Kind.ANCHOR_DIFFERS);
        }
    }

    private void compareEnds() {
        long longest = Math.max(
                end.sequence(),
                anchors.keySet().stream().mapToLong(one -> one).max().orElse(0));
        if (longest > last.sequence()) {
            found(last.sequence() + 1, AuditBreak.Kind.CUT_OFF);
        } else if (!end.equals(last)) {
            found(last.sequence(), AuditBreak.Kind.END_DIFFERS);
        }
    }

    /** What is gone must have gone the one way there is, which leaves an event. */
    private void compareBeginning() {
        if (beginning.sequence() > 0
                && !(Long.valueOf(beginning.sequence()).equals(removal.get("removedTo"))
                        && beginning.hash().equals(removal.get("removedUntil")))) {
            found(beginning.sequence(), AuditBreak.Kind.REMOVED);
        }
    }

    private void found(long sequence, AuditBreak.Kind kind) {
        if (breaks.size() < AuditVerification.MOST_BREAKS) {
            breaks.add(new AuditBreak(sequence, kind));
        }
    }

    private static String hex(ResultSet row, int column) throws SQLException {
        return HexFormat.of().formatHex(row.getBytes(column));
    }
}
