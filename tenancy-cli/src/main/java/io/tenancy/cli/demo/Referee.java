package io.tenancy.cli.demo;

import io.tenancy.examples.chiro.ChiroSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Runs attacks and decides by what the admin sees afterwards, not by what the attacker was told: a change of the other tenant's rows
 * is a leak whatever the statement answered. Puts everything back before the next one.
 */
final class Referee {
    private final Arena arena;
    private final DataSource admin;
    private final DataSource operator;

    /**
     * A referee for one database.
     *
     * @param arena where it is tried
     * @param admin sees the rows of all tenants
     * @param operator keeps the copy that rows are put back from
     */
    Referee(Arena arena, DataSource admin, DataSource operator) {
        this.arena = arena;
        this.admin = admin;
        this.operator = operator;
    }

    List<Attempt> judge(List<Attack> attacks) throws SQLException {
        keepCopy();
        List<Attempt> attempts = new ArrayList<>();
        try (Connection witness = admin.getConnection()) {
            Rows before = Rows.of(witness, arena);
            for (Attack attack : attacks) {
                Evidence evidence = attempt(attack);
                Rows after = Rows.of(witness, arena);
                if (!after.equals(before)) {
                    evidence = after.others().equals(before.others()) ? evidence : damaged(before, after);
                    putBack();
                    before = Rows.of(witness, arena);
                }
                attempts.add(new Attempt(
                        attack.id(),
                        attack.family(),
                        attack.goal(),
                        attack.statement(),
                        evidence.verdict(),
                        evidence.text()));
            }
        }
        return attempts;
    }

    private Evidence attempt(Attack attack) {
        try {
            return attack.attempt().in(arena);
        } catch (SQLException e) {
            return e.getSQLState() != null && attack.refusals().contains(e.getSQLState())
                    ? Evidence.refused(e)
                    : Evidence.undecided(e);
        } catch (Exception e) {
            return Evidence.undecided(e);
        }
    }

    private static Evidence damaged(Rows before, Rows after) {
        List<String> tables = new ArrayList<>();
        for (int i = 0; i < before.others().size(); i++) {
            Print was = before.others().get(i);
            Print is = after.others().get(i);
            if (!was.equals(is)) {
                tables.add(
                        was.rows() == is.rows()
                                ? was.table() + " overwritten"
                                : was.table() + " " + was.rows() + " -> " + is.rows() + " rows");
            }
        }
        return Evidence.leaked("the other tenant's rows were changed: " + String.join(", ", tables));
    }

    private void keepCopy() throws SQLException {
        asOperator("create schema demo_copy");
        for (String table : ChiroSchema.TABLES) {
            asOperator("create table demo_copy." + table + " as table public." + table);
        }
    }

    private void putBack() throws SQLException {
        List<String> work = new ArrayList<>(
                List.of("set local lock_timeout = '5s'", "set local session_replication_role = replica"));
        for (String table : ChiroSchema.TABLES) {
            String columns = ownColumns(table);
            work.add("delete from public." + table);
            work.add("insert into public." + table + " (" + columns + ") select " + columns + " from demo_copy."
                    + table);
        }
        asOperator(work.toArray(String[]::new));
    }

    private String ownColumns(String table) throws SQLException {
        String sql = "select attname from pg_attribute where attrelid = ('public.' || ?)::regclass and attnum > 0"
                + " and not attisdropped and attgenerated = '' order by attnum";
        try (Connection connection = operator.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                List<String> columns = new ArrayList<>();
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
                return String.join(", ", columns);
            }
        }
    }

    private void asOperator(String... work) throws SQLException {
        try (Connection connection = operator.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : work) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    /** How many rows a tenant has in a table, and the newest transaction that wrote one: no committed change goes unseen. */
    private record Print(String table, long rows, long newest) {}

    /** The prints of both tenants. */
    private record Rows(List<Print> own, List<Print> others) {
        static Rows of(Connection witness, Arena arena) throws SQLException {
            String sql = ChiroSchema.TABLES.stream()
                    .map(t -> "select '" + t + "', organization_id = ?, count(*), max(xmin::text::bigint) from " + t
                            + " where organization_id in (?, ?) group by 2")
                    .collect(Collectors.joining(" union all "));
            UUID own = arena.own().id().value();
            UUID other = arena.other().id().value();
            try (PreparedStatement statement = witness.prepareStatement(sql + " order by 1, 2")) {
                for (int i = 0; i < ChiroSchema.TABLES.size(); i++) {
                    statement.setObject(3 * i + 1, own);
                    statement.setObject(3 * i + 2, own);
                    statement.setObject(3 * i + 3, other);
                }
                return read(statement);
            }
        }

        private static Rows read(PreparedStatement statement) throws SQLException {
            List<Print> own = new ArrayList<>();
            List<Print> others = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Print print = new Print(rows.getString(1), rows.getLong(3), rows.getLong(4));
                    (rows.getBoolean(2) ? own : others).add(print);
                }
            }
            // A tenant whose last row of a table is gone has no group in it.
            for (String table : ChiroSchema.TABLES) {
                complete(own, table);
                complete(others, table);
            }
            return new Rows(sorted(own), sorted(others));
        }

        private static void complete(List<Print> prints, String table) {
            if (prints.stream().noneMatch(p -> p.table().equals(table))) {
                prints.add(new Print(table, 0, 0));
            }
        }

        private static List<Print> sorted(List<Print> prints) {
            return prints.stream().sorted(Comparator.comparing(Print::table)).toList();
        }
    }
}
