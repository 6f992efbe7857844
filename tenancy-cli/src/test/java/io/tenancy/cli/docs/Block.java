package io.tenancy.cli.docs;

import org.jspecify.annotations.Nullable;

/**
 * One fenced block of a page.
 *
 * @param page the page's path from the root of the repository
 * @param line the line of the opening fence, from 1
 * @param language the word behind the fence, or empty
 * @param marker the comment directly above, without its brackets, or null
 * @param text what stands between the fences
 */
record Block(
        String page, int line, String language, @Nullable String marker, String text) {
    /** What follows a word of the marker, such as the region of {@code snippet: region}, or null if it is another marker. */
    @Nullable
    String marked(String word) {
        return marker != null && marker.startsWith(word + ":")
                ? marker.substring(word.length() + 1).strip()
                : null;
    }

    @Override
    public String toString() {
        return page + ":" + line;
    }
}
