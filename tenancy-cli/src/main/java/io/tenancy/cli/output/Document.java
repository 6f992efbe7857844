package io.tenancy.cli.output;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a command answers: one tree for machines and one text for people, from the same facts.
 *
 * <p>A tree consists of maps with text keys in telling order, lists, texts, numbers, booleans and null; anything else, such as an
 * {@link java.time.Instant}, a UUID or an enum, is written as its text.
 */
public interface Document {
    /**
     * The facts, for {@code -o json} and {@code -o yaml}.
     *
     * @return a tree
     */
    @Nullable
    Object tree();

    /**
     * Writes the facts for people.
     *
     * @param page where to
     */
    void writeTo(Page page);

    /**
     * A document from its two forms.
     *
     * @param tree for machines
     * @param text for people
     * @return the document
     */
    static Document of(@Nullable Object tree, Consumer<Page> text) {
        return new Document() {
            @Override
            public @Nullable Object tree() {
                return tree;
            }

            @Override
            public void writeTo(Page page) {
                text.accept(page);
            }
        };
    }

    /**
     * One entry: a map for machines, aligned names and values for people.
     *
     * @param fields values by camelCase name
     * @return the document
     */
    static Document entry(Map<String, ? extends @Nullable Object> fields) {
        return of(fields, page -> page.fields(fields));
    }

    /**
     * A list in the one shape of lists, {@code {items, nextCursor}}.
     *
     * @param items a tree for each item
     * @param text for people
     * @return the document
     */
    static Document list(List<?> items, Consumer<Page> text) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("items", items);
        tree.put("nextCursor", null);
        return of(tree, text);
    }
}
