package io.tenancy.cli.demo;

import java.util.Set;

/**
 * One way to cross over.
 *
 * @param id names it in reports
 * @param family which kind of way it is
 * @param goal what the attacker wants, a clause
 * @param statement what is sent, for the report
 * @param refusals the SQLStates that mean that the way is closed; any other failure proves nothing
 * @param attempt does it
 */
record Attack(String id, Family family, String goal, String statement, Set<String> refusals, Attempt attempt) {
    /** The kinds, in the order they are tried. */
    enum Family {
        READ("read the other practice's rows"),
        WRITE("change or plant rows there"),
        KEYS("reach across through keys"),
        CONTEXT("lose, keep or swap the tenant of a connection"),
        CARELESS("use what a careless developer left"),
        PRIVILEGE("step outside the application's role");

        private final String goal;

        Family(String goal) {
            this.goal = goal;
        }

        String goal() {
            return goal;
        }
    }

    /** Does the work of an attack and says what it brought. Whatever it changes may be committed: the referee cleans up. */
    interface Attempt {
        Evidence in(Arena arena) throws Exception;
    }

    /** A query through the SDK that asks for rows of the other tenant and nothing else. */
    static Attack reading(String id, Family family, String goal, String sql) {
        return new Attack(
                id, family, goal, sql, Set.of(), arena -> Evidence.foreignRows(arena.asOwn(c -> arena.rows(c, sql))));
    }

    /** A query through the SDK that gives a number; the admin's query says what it may be. */
    static Attack counting(String id, Family family, String goal, String sql, String ownOnly) {
        return new Attack(
                id,
                family,
                goal,
                sql,
                Set.of(),
                arena -> Evidence.number(arena.asOwn(c -> arena.number(c, sql)), arena.asAdmin(ownOnly)));
    }

    /** A change through the SDK, committed. What it did to the other tenant is for the referee to find out. */
    static Attack writing(String id, Family family, String goal, String sql, String... refusals) {
        return new Attack(id, family, goal, sql, Set.of(refusals), arena -> {
            int changed = arena.asOwn(c -> arena.change(c, sql));
            return Evidence.held("0 rows of the other tenant changed, " + changed + " of the own");
        });
    }

    /** A command on a raw connection of the application's role that must not be obeyed. Rolled back. */
    static Attack forbidden(String id, String goal, String sql, String... refusals) {
        return new Attack(
                id,
                Family.PRIVILEGE,
                goal,
                sql,
                Set.of(refusals),
                arena -> arena.raw(c -> {
                    try (var statement = c.createStatement()) {
                        statement.execute(sql);
                    }
                    c.rollback();
                    return Evidence.leaked("the database obeyed");
                }));
    }
}
