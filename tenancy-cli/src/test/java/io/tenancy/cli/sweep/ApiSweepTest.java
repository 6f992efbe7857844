package io.tenancy.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.cli.sweep.Arguments.Argument;
import io.tenancy.cli.sweep.Rooms.Door;
import io.tenancy.testing.support.SettableClock;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tenant learns nothing of another: everything that its owner can call answers as it does in a database where the other one never
 * was, whatever of the other's ids, names, addresses, tokens and keys it passes. And nothing of the other's changes.
 */
class ApiSweepTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");

    /** What is in them moves on within a second. */
    private static final Set<String> QUEUES = Set.of("alert_raised", "audit_pending");

    /** What the worker goes on with by itself: deliveries that are tried again, thresholds that are told, events that are looked at. */
    private static final Set<String> WORKED_ON =
            Set.of("alert_delivery", "api_key_use", "security_event", "security_incident", "usage_threshold");

    @TempDir
    static Path directory;

    @Test
    void whateverATenantPassesItIsAnsweredAsIfNobodyElseWereThere() throws IOException, SQLException {
        try (World beside = world("beside");
                World alone = world("alone")) {
            World.Inhabitant one = beside.settle("alder");
            World.Inhabitant same = alone.settle("alder");
            World.Inhabitant other = beside.settle("birch");
            beside.settled();
            Facts before = Facts.of(beside, other.tenant());
            assertThat(empty(before))
                    .as("tables in which the other tenant has nothing to be found")
                    .isEmpty();

            Arguments arguments = new Arguments(one, same, before, other);
            Seen seen = new Seen(foreign(before, other));
            Map<String, Integer> calls = new TreeMap<>();
            List<String> leaks = new ArrayList<>();
            for (Door door : Rooms.all()) {
                List<List<Argument>> tried = combinations(door, arguments);
                for (List<Argument> call : tried) {
                    String told = seen.of(
                            call(one, door, call.stream().map(Argument::beside).toArray()));
                    String expected = seen.of(
                            call(same, door, call.stream().map(Argument::alone).toArray()));
                    if (!told.equals(expected)) {
                        leaks.add(
                                door + " " + call.stream().map(Argument::beside).toList() + "\n  beside: " + told
                                        + "\n  alone:  " + expected);
                    }
                }
                calls.put(door.toString(), tried.size());
            }
            System.out.println("Swept " + calls.size() + " methods, "
                    + calls.values().stream().mapToInt(Integer::intValue).sum() + " calls");
            beside.settled();
            assertThat(leaks).isEmpty();
            Facts after = Facts.of(beside, other.tenant());
            assertThat(changed(before, after))
                    .as("tables in which something of the other changed")
                    .isEmpty();
        }
    }

    private static World world(String name) throws IOException, SQLException {
        return new World(Files.createDirectory(directory.resolve(name)), SettableClock.at(NOW));
    }

    private static List<String> empty(Facts facts) {
        return facts.rows.entrySet().stream()
                .filter(table -> table.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .filter(table -> !QUEUES.contains(table))
                .toList();
    }

    private static List<String> changed(Facts before, Facts after) {
        return before.rows.keySet().stream()
                .filter(table -> !QUEUES.contains(table) && !WORKED_ON.contains(table))
                .filter(table -> !before.rows.get(table).equals(after.rows.get(table)))
                .toList();
    }

    private static Set<String> foreign(Facts facts, World.Inhabitant other) {
        Set<String> foreign = new HashSet<>(facts.texts);
        facts.ids.forEach(id -> foreign.add(id.toString()));
        foreign.add((String) other.facts().get("token"));
        foreign.add((String) other.facts().get("secret"));
        return foreign;
    }

    /** One parameter after the other takes every value, while the rest are the tenant's own. */
    private static List<List<Argument>> combinations(Door door, Arguments arguments) {
        List<List<Argument>> choices = Stream.of(door.method().getParameterTypes())
                .map(type -> arguments.of(type, door.room().getName()))
                .toList();
        List<Argument> own = choices.stream().map(list -> list.get(0)).toList();
        if (own.isEmpty()) {
            return List.of(own);
        }
        List<List<Argument>> all = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            for (Argument choice : choices.get(i)) {
                if (choice.foreign() || own.size() == 1) {
                    List<Argument> call = new ArrayList<>(own);
                    call.set(i, choice);
                    all.add(call);
                }
            }
        }
        return all;
    }

    static Object call(World.Inhabitant who, Door door, Object[] arguments) {
        try {
            return who.bound(() -> door.inTransaction()
                    ? who.world()
                            .tenancy
                            .inTransaction(tx -> answer(door, door.room().invoke(tx), arguments))
                    : answer(door, door.room().invoke(who.world().tenancy), arguments));
        } catch (Exception e) {
            return e;
        }
    }

    private static Object answer(Door door, Object room, Object[] arguments) throws Exception {
        try {
            door.method().setAccessible(true);
            return door.method().invoke(room, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
