package io.tenancy.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one YAML document as nodes with positions, and refuses what a configuration has no use for. */
final class YamlDocument {
    static final int LARGEST = 1 << 20;
    private static final int DEEPEST = 20;

    private YamlDocument() {}

    static Node read(Path file, Problems problems) {
        String text = decode(bytes(file, problems), problems);
        LoadSettings settings = LoadSettings.builder()
                .setLabel("tenancy.yaml")
                .setUseMarks(true)
                .setCodePointLimit(LARGEST + 1)
                .build();
        try {
            // As events first, which costs neither stack nor memory whatever the file holds.
            requireSimple(new Parse(settings).parseString(text), problems);
            return new Compose(settings)
                    .composeString(text)
                    .orElseThrow(() -> problems.fatal("the file is empty", null));
        } catch (MarkedYamlEngineException refused) {
            String problem = String.valueOf(refused.getProblem());
            throw problems.fatal(
                    refused.getProblemMark(),
                    problem.contains("TAB") ? "a tab cannot indent YAML; use spaces" : "not YAML: " + problem,
                    null);
        } catch (YamlEngineException refused) {
            throw problems.fatal("not YAML: it holds characters that YAML does not allow", null);
        }
    }

    private static byte[] bytes(Path file, Problems problems) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw problems.fatal("the file is larger than 1 MB", null);
            }
            return bytes;
        } catch (NoSuchFileException missing) {
            throw problems.fatal("there is no such file", missing);
        } catch (IOException unreadable) {
            throw problems.fatal("the file cannot be read", unreadable);
        }
    }

    private static String decode(byte[] bytes, Problems problems) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException other) {
            throw problems.fatal("the file is not UTF-8", null);
        }
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static void requireSimple(Iterable<Event> events, Problems problems) {
        int depth = 0;
        int documents = 0;
        for (Event event : events) {
            if (event instanceof AliasEvent) {
                throw problems.fatal(event.getStartMark(), "aliases are not allowed; write the value out", null);
            }
            if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
                throw problems.fatal(event.getStartMark(), "anchors are not allowed; write the value out", null);
            }
            if (hasTag(event)) {
                throw problems.fatal(event.getStartMark(), "tags are not allowed; write the plain value", null);
            }
            if (event instanceof DocumentStartEvent && ++documents > 1) {
                throw problems.fatal(event.getStartMark(), "one file holds one document", null);
            }
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                throw problems.fatal(event.getStartMark(), "nested too deep", null);
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    private static boolean hasTag(Event event) {
        Optional<String> tag = Optional.empty();
        if (event instanceof ScalarEvent scalar) {
            tag = scalar.getTag();
        } else if (event instanceof CollectionStartEvent collection) {
            tag = collection.getTag();
        }
        return tag.isPresent();
    }
}
