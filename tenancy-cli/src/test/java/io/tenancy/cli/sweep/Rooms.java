package io.tenancy.cli.sweep;

import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.TenantTransaction;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Every public method that an application can reach from the front door, found by reflection: a new service is in it by itself. */
final class Rooms {
    /** What is not called here, and why. Whoever adds a method to the front door that is neither a service nor in this table is told. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("builder", "makes a tenancy"),
            Map.entry("open", "makes a tenancy"),
            Map.entry("cache", "the application's own memory; TenantCacheTest"),
            Map.entry("close", "ends it"),
            Map.entry("dataSource", "SQL: the proof attacks it"),
            Map.entry("dsl", "SQL: the proof attacks it"),
            Map.entry("connection", "SQL: the proof attacks it"),
            Map.entry("hooks", "SQL: the proof attacks it"),
            Map.entry("inTransaction", "its argument is what is swept"),
            Map.entry("useTransaction", "its argument is what is swept"),
            Map.entry("inAdminTransaction", "an operator's, attributed and audited"));

    /** What does not look anything up: called by the sweep itself. */
    private static final Map<String, String> GIVEN =
            Map.of("binding", "what the caller bound", "bindingOf", "takes the tenant that the caller looked up");

    /** Looks up what a request names, before anybody is bound; by exact match, and what is told is what the tenant is called by. */
    private static final Map<String, String> BEFORE = Map.of(
            "tenants.findByKey", "a request's host leads to its tenant",
            "tenants.requireByKey", "a request's host leads to its tenant",
            "tenants.findByDomain", "a request's host leads to its tenant",
            "tenants.findById", "a token's claim leads to its tenant",
            "accounts.requestPasswordReset", "answers the application, which mails, and tells the visitor nothing");

    private static final Set<String> BESIDE = Set.of("reads");

    private Rooms() {}

    /** A method, and how one comes to what it is called on. */
    record Door(Method room, boolean inTransaction, Method method) {
        @Override
        public String toString() {
            return (inTransaction ? "tx." : "") + room.getName() + "()." + method.getName()
                    + Arrays.stream(method.getParameterTypes())
                            .map(Class::getSimpleName)
                            .toList();
        }
    }

    static List<Door> all() {
        List<Door> doors = new ArrayList<>();
        doors.addAll(of(JdbcTenancy.class, false));
        doors.addAll(of(TenantTransaction.class, true));
        // What is written beside the caller, some time later, comes when nobody looks at the log any more.
        return Stream.concat(
                        doors.stream()
                                .filter(door -> !BESIDE.contains(door.room().getName())),
                        doors.stream()
                                .filter(door -> BESIDE.contains(door.room().getName())))
                .toList();
    }

    private static List<Door> of(Class<?> front, boolean inTransaction) {
        List<Door> doors = new ArrayList<>();
        for (Method room : sorted(front)) {
            if (ELSEWHERE.containsKey(room.getName()) || GIVEN.containsKey(room.getName())) {
                continue;
            }
            if (room.getParameterCount() > 0 || !room.getReturnType().getName().startsWith("io.tenancy.")) {
                throw new IllegalStateException("The sweep does not know what to do with " + room);
            }
            for (Method method : sorted(room.getReturnType())) {
                if (!BEFORE.containsKey(room.getName() + "." + method.getName())) {
                    doors.add(new Door(room, inTransaction, method));
                }
            }
        }
        return doors;
    }

    private static List<Method> sorted(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method ->
                        !Modifier.isStatic(method.getModifiers()) && method.getDeclaringClass() != Object.class)
                .filter(method -> !method.isBridge())
                .sorted(Comparator.comparing(Method::getName).thenComparing(Method::toString))
                .toList();
    }
}
