package io.tenancy.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.cli.sweep.Arguments.Argument;
import io.tenancy.cli.sweep.Rooms.Door;
import io.tenancy.testing.support.SettableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every text that a tenant can pass, as nothing, empty, ten megabytes, and with what no text of PostgreSQL holds: each is told clearly. */
class HostileInputTest {
    private static final int LONGEST_MESSAGE = 9000;

    @TempDir
    static Path directory;

    @Test
    void everyTextIsTakenOrRefusedClearly() throws IOException, SQLException {
        List<String> hostile = Arrays.asList(
                null, "", " ", "x".repeat(10_000_000), "a\0b", "\uD800", "'; drop table tenancy.tenant; --");
        try (World world = new World(directory, SettableClock.at(Instant.parse("2026-03-01T10:00:00.123456Z")))) {
            World.Inhabitant who = world.settle("alder");
            world.settled();
            Arguments arguments = new Arguments(who, who, Facts.of(world, who.tenant()), who);
            List<String> wrong = new ArrayList<>();
            int calls = 0;
            for (Door door : Rooms.all()) {
                Class<?>[] types = door.method().getParameterTypes();
                for (int i = 0; i < types.length; i++) {
                    if (types[i] != String.class) {
                        continue;
                    }
                    for (String text : hostile) {
                        Object[] values = Arrays.stream(types)
                                .map(type -> arguments
                                        .of(type, door.room().getName())
                                        .get(0))
                                .map(Argument::beside)
                                .toArray();
                        values[i] = text;
                        Object told = ApiSweepTest.call(who, door, values);
                        calls++;
                        String complaint = complaint(told);
                        if (complaint != null) {
                            wrong.add(door + " with " + name(text) + ": " + complaint);
                        }
                    }
                }
            }
            System.out.println("Passed " + calls + " hostile texts");
            assertThat(calls).isGreaterThan(100);
            assertThat(wrong).isEmpty();
        }
    }

    private static String name(String text) {
        return text == null ? "null" : text.length() > 100 ? text.length() + " characters" : '"' + text + '"';
    }

    /** What a caller would be helpless with; null if it is an answer, or one clear refusal. */
    private static String complaint(Object told) {
        if (!(told instanceof Throwable failure)) {
            return null;
        }
        String message = String.valueOf(failure.getMessage());
        if (message.length() > LONGEST_MESSAGE) {
            return "a message of " + message.length() + " characters";
        }
        boolean clear = failure instanceof TenancyException known
                ? known.code() != ErrorCode.INTERNAL && known.code() != ErrorCode.CONNECTION_FAILED
                : failure instanceof NullPointerException || failure instanceof IllegalArgumentException;
        return clear ? null : failure.getClass().getSimpleName() + " " + message;
    }
}
