package io.tenancy.billing.nowpayments;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * JSON without spaces, the names of every object sorted, numbers letter for letter as they came: 1e-7 stays 1e-7. What a signature is
 * about that was made in a language with other numbers. Stateless.
 */
final class SortedJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private SortedJson() {}

    /**
     * Sorts an object.
     *
     * @throws IOException if it is none, has a name twice, or something follows
     */
    static String of(byte[] json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object");
            }
            String sorted = value(parser);
            if (parser.nextToken() != null) {
                throw new IOException("more than an object");
            }
            return sorted;
        }
    }

    private static String value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> quoted(parser.getText());
            // The lexeme: the parser keeps it until somebody asks for a number.
            default -> parser.getText();
        };
    }

    private static String object(JsonParser parser) throws IOException {
        SortedMap<String, String> members = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken unused = parser.nextToken();
            members.put(name, value(parser));
        }
        List<String> written = new ArrayList<>();
        members.forEach((name, value) -> written.add(quoted(name) + ":" + value));
        return "{" + String.join(",", written) + "}";
    }

    private static String array(JsonParser parser) throws IOException {
        List<String> written = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            written.add(value(parser));
        }
        return "[" + String.join(",", written) + "]";
    }

    /** As JavaScript does: quotes, backslashes and control characters, and no slash. */
    private static String quoted(String text) {
        return "\"" + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}
