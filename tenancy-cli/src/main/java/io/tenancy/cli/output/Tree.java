package io.tenancy.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/** The tree of a {@link Document} as JSON or YAML text, always with a final line end. */
final class Tree {
    private Tree() {}

    static String json(@Nullable Object tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            Separators separators = Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator("")
                    .withRootSeparator("");
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(new DefaultPrettyPrinter(separators)
                    .withObjectIndenter(indenter)
                    .withArrayIndenter(indenter));
            write(json, tree);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, @Nullable Object node) throws IOException {
        if (node == null) {
            json.writeNull();
        } else if (node instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (node instanceof Collection<?> list) {
            json.writeStartArray();
            for (Object item : list) {
                write(json, item);
            }
            json.writeEndArray();
        } else if (node instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (node instanceof Integer || node instanceof Long || node instanceof Short) {
            json.writeNumber(((Number) node).longValue());
        } else if (node instanceof BigDecimal decimal) {
            json.writeNumber(decimal.toPlainString());
        } else if (node instanceof Number number && Double.isFinite(number.doubleValue())) {
            json.writeNumber(number.toString());
        } else {
            json.writeString(node.toString());
        }
    }

    static String yaml(@Nullable Object tree) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndent(2)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .build();
        return new Dump(settings, new CarefulTexts(settings)).dumpToString(plain(tree));
    }

    private static @Nullable Object plain(@Nullable Object node) {
        if (node instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(String.valueOf(key), plain(value)));
            return copy;
        }
        if (node instanceof Collection<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(plain(item)));
            return copy;
        }
        if (node instanceof BigDecimal decimal && decimal.scale() <= 0) {
            return decimal.toBigIntegerExact();
        }
        boolean finite = node instanceof Number number && Double.isFinite(number.doubleValue());
        if (node == null || node instanceof Boolean || finite) {
            return node;
        }
        return node.toString();
    }

    /** Quotes texts that readers of YAML 1.1 would take for a truth value or a date. */
    private static final class CarefulTexts extends StandardRepresenter {
        private static final Pattern DECEPTIVE = Pattern.compile("(?i)y|n|yes|no|on|off|[0-9].*");

        CarefulTexts(DumpSettings settings) {
            super(settings);
        }

        @Override
        protected Node representScalar(Tag tag, String value, ScalarStyle style) {
            boolean deceptive = tag.equals(Tag.STR) && DECEPTIVE.matcher(value).matches();
            return super.representScalar(tag, value, deceptive ? ScalarStyle.SINGLE_QUOTED : style);
        }
    }
}
