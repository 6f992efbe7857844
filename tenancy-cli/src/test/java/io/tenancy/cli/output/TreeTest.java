package io.tenancy.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreeTest {
    private static Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("key", "no");
        tree.put("since", Instant.parse("2026-11-20T07:00:00Z"));
        tree.put("amount", new BigDecimal("1E+3"));
        tree.put("list", Arrays.asList(1, null, true, Double.NaN));
        tree.put("none", List.of());
        tree.put("path", Path.of("a/b"));
        tree.put("text", "a\"b\n\u0007");
        return tree;
    }

    @Test
    void jsonKeepsOrderAndTypes() {
        assertThat(Tree.json(tree())).isEqualTo("""
                {
                  "key": "no",
                  "since": "2026-11-20T07:00:00Z",
                  "amount": 1000,
                  "list": [
                    1,
                    null,
                    true,
                    "NaN"
                  ],
                  "none": [],
                  "path": "a/b",
                  "text": "a\\"b\\n\\u0007"
                }
                """);
    }

    @Test
    void yamlQuotesWhatWouldReadAsSomethingElse() {
        assertThat(Tree.yaml(tree()))
                .startsWith("key: 'no'\nsince: '2026-11-20T07:00:00Z'\namount: 1000\n")
                .contains("none: []\npath: a/b\n")
                .contains("text: \"a\\\"b\\n\\a\"\n");
        assertThat(Tree.yaml(Map.of("a", "true"))).isEqualTo("a: 'true'\n");
    }
}
