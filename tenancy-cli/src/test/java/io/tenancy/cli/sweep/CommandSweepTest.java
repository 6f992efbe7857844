package io.tenancy.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.cli.Run;
import io.tenancy.cli.command.CommandTree;
import io.tenancy.cli.command.CommandTree.Leaf;
import io.tenancy.cli.command.CommandTree.Place;
import io.tenancy.testing.support.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tenancyctl says of one tenant has nothing of another in it, whatever of the other's is written on the command line. */
class CommandSweepTest {
    /** Commands of no tenant: the installation's, the operators', those that show all tenants on purpose, and those of this machine. */
    private static final Set<String> OF_NO_TENANT = new TreeSet<>(Arrays.asList(
            "demo",
            "init",
            "migrate status",
            "migrate lint",
            "check",
            "adopt",
            "doctor",
            "completion",
            "help",
            "version",
            "embedded start",
            "embedded stop",
            "embedded status",
            "resolve",
            "tenant list",
            "tenant create",
            "tenant provision",
            "plan apply",
            "plan diff",
            "plan list",
            "plan show",
            "plan migrate",
            "role apply",
            "role diff",
            "jobs list",
            "jobs run",
            "jobs status",
            "operator create",
            "operator list",
            "operator disable",
            "keyset create",
            "keyset rotate",
            "quota list",
            "quota verify",
            "quota repair",
            "usage report",
            "key verify",
            "security incidents show",
            "setting apply",
            "impersonation end",
            "impersonation list",
            "stats top",
            "alerts list",
            "alerts test"));

    /** What goes where another place is tried. */
    private static final Map<String, String> OWN = Map.ofEntries(
            Map.entry("MEMBER", "member@alder.example"),
            Map.entry("FROM", "owner@alder.example"),
            Map.entry("TO", "member@alder.example"),
            Map.entry("SETTING", "smsReminders"),
            Map.entry("CODE", "123456"),
            Map.entry("OPERATOR", "op-alder"),
            Map.entry("EMAIL", "new@alder.example"),
            Map.entry("ROLE", "alder-desk"),
            Map.entry("PERMISSION", "patients:read"),
            Map.entry("FEATURE", "sms_reminders"),
            Map.entry("METER", "appointments"),
            Map.entry("AMOUNT", "1"),
            Map.entry("PLAN", "enterprise"),
            Map.entry("VALUE", "true"),
            Map.entry("NAME", "laboratory"),
            Map.entry("NEW-KEY", "alder-two"),
            Map.entry("SQL", "select 1"),
            Map.entry("TEXT", "alder"));

    /** Values that are no fact of a tenant, such as files and times, or of a space that all share: a proved domain and a key are one tenant's. */
    private static final Set<String> NO_FACT = Set.of(
            "FILE",
            "FORMAT",
            "DIR",
            "URL",
            "N",
            "DAYS",
            "DAY",
            "TIME",
            "N:HASH",
            "SQL",
            "AMOUNT",
            "VALUE",
            "KIND",
            "ACTOR",
            "OUTCOME",
            "STATE",
            "STATUS",
            "CURSOR",
            "NETWORK",
            "NAME=JSON",
            "TEXT",
            "NEW-KEY",
            "HOST");

    /** These end the tenant, so they come last. */
    private static final List<String> LAST =
            List.of("tenant rename", "tenant suspend", "tenant cancel", "tenant delete");

    @TempDir
    static Path directory;

    @Test
    void whateverIsWrittenNothingOfAnotherTenantIsSaid() throws IOException, SQLException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        try (World beside = world("beside", now);
                World alone = world("alone", now)) {
            World.Inhabitant one = beside.settle("alder");
            World.Inhabitant same = alone.settle("alder");
            World.Inhabitant other = beside.settle("birch");
            beside.settled();
            alone.settled();
            Facts facts = Facts.of(beside, other.tenant());
            Set<String> foreign = new HashSet<>(facts.texts);
            facts.ids.forEach(id -> foreign.add(id.toString()));
            Seen seen = new Seen(foreign);
            List<String> values = values(facts, other);
            List<String> told = new ArrayList<>();
            int runs = 0;
            for (Leaf leaf : leaves()) {
                for (List<String> line : lines(leaf, values)) {
                    String near = said(seen, run(one, line));
                    String far = said(seen, run(same, line));
                    runs++;
                    if (!near.equals(far)) {
                        told.add(String.join(" ", line) + "\n  beside: " + near + "\n  alone:  " + far);
                    }
                }
            }
            System.out.println("Swept " + leaves().size() + " commands, " + runs + " command lines");
            assertThat(told).isEmpty();
        }
    }

    @Test
    void everyCommandIsOfATenantOrKnownToBeOfNone() {
        assertThat(CommandTree.leaves().stream()
                        .filter(leaf -> tenant(leaf) == null)
                        .map(Leaf::name))
                .containsExactlyInAnyOrderElementsOf(OF_NO_TENANT);
    }

    private static World world(String name, Instant now) throws IOException, SQLException {
        return new World(Files.createDirectory(directory.resolve(name)), SettableClock.at(now));
    }

    private static List<Leaf> leaves() {
        List<Leaf> all = CommandTree.leaves().stream()
                .filter(leaf -> !OF_NO_TENANT.contains(leaf.name()))
                .toList();
        return Stream.concat(
                        all.stream().filter(leaf -> !LAST.contains(leaf.name())),
                        LAST.stream()
                                .flatMap(name ->
                                        all.stream().filter(leaf -> leaf.name().equals(name))))
                .toList();
    }

    /** Where the tenant goes. */
    private static Place tenant(Leaf leaf) {
        return Stream.concat(leaf.positionals().stream(), leaf.options().stream())
                .filter(place -> place.label().equals("TENANT")
                        || place.name().equals("--tenant")
                        || place.label().equals("KEY")
                                && leaf.name().startsWith("tenant ")
                                && place.name().isEmpty())
                .findFirst()
                .filter(place -> !OF_NO_TENANT.contains(leaf.name()))
                .orElse(null);
    }

    /** One place after the other takes every value of the other tenant's. */
    private static List<List<String>> lines(Leaf leaf, List<String> values) {
        Place tenant = Objects.requireNonNull(tenant(leaf));
        List<List<String>> lines = new ArrayList<>();
        lines.add(line(leaf, tenant, null, null));
        Stream.concat(leaf.positionals().stream(), leaf.options().stream())
                .filter(place -> !place.equals(tenant) && !NO_FACT.contains(place.label()))
                .forEach(place -> values.forEach(value -> lines.add(line(leaf, tenant, place, value))));
        return lines;
    }

    private static List<String> line(Leaf leaf, Place tenant, Place tried, String value) {
        List<String> line = new ArrayList<>(Arrays.asList(leaf.words()));
        for (Place place : leaf.positionals()) {
            if (place.equals(tenant)) {
                line.add("alder");
            } else if (place.equals(tried)) {
                line.add(value);
            } else if (place.required()) {
                line.add(own(place.label()));
            }
        }
        for (Place place : leaf.options()) {
            if (place.equals(tenant)) {
                line.add(place.name() + "=alder");
            } else if (place.equals(tried)) {
                line.add(place.name() + "=" + value);
            } else if (place.required()) {
                line.add(place.name() + "=" + own(place.label()));
            }
        }
        return line;
    }

    /** {@code <name>} is a fact of whoever asks. */
    private static String own(String label) {
        return switch (label) {
            case "PRINCIPAL" -> "<member>";
            case "KEY" -> "<key>";
            case "GROUP" -> "<group>";
            case "BRANCH", "PARENT" -> "<branch>";
            case "ID" -> "<branch>";
            default -> Objects.requireNonNull(OWN.get(label), "what to write for " + label);
        };
    }

    private static Run run(World.Inhabitant who, List<String> line) {
        return who.world()
                .tool
                .run(line.stream()
                        .map(word -> word.matches("<\\w+>")
                                ? who.facts()
                                        .get(word.substring(1, word.length() - 1))
                                        .toString()
                                : word)
                        .toArray(String[]::new));
    }

    private static String said(Seen seen, Run run) {
        return run.exit() + "\n"
                + seen.mask(run.out() + run.err())
                        .lines()
                        .map(String::strip)
                        .sorted()
                        .toList();
    }

    /** All of it under -Dtenancy.proofs=true; else one of each kind. */
    private static List<String> values(Facts facts, World.Inhabitant other) {
        if (Boolean.getBoolean("tenancy.proofs")) {
            return Stream.concat(facts.ids.stream().map(Object::toString), facts.texts.stream())
                    .toList();
        }
        return List.of(
                "birch",
                other.owner().toString(),
                other.facts().get("key").toString(),
                "member@birch.example",
                "birch-desk");
    }
}
