package io.tenancy.cli.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A page of the documentation: its fenced blocks, headings and links. */
final class Page {
    static final Path ROOT = Path.of(System.getProperty("tenancy.basedir"));
    private static final Pattern COMMENT = Pattern.compile("<!--\\s*(.*?)\\s*-->");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");

    private final Path file;
    private final List<Block> blocks = new ArrayList<>();
    private final List<String> prose = new ArrayList<>();

    private Page(Path file) {
        this.file = file;
    }

    /** The pages that people read: the root's and docs/. */
    static List<Page> all() {
        try (Stream<Path> root = Files.list(ROOT);
                Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(root, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(Page::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Page read(Path file) {
        Page page = new Page(file);
        try {
            page.parse(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return page;
    }

    private void parse(List<String> lines) {
        int opened = 0;
        String indent = "";
        List<String> text = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            boolean fence = line.stripLeading().startsWith("```");
            if (opened == 0 && fence) {
                opened = at + 1;
                indent = line.substring(0, line.indexOf('`'));
            } else if (opened == 0) {
                prose.add(line);
            } else if (fence) {
                String language =
                        lines.get(opened - 1).strip().substring("```".length()).strip();
                blocks.add(new Block(name(), opened, language, marker(lines, opened - 2), String.join("\n", text)));
                text.clear();
                opened = 0;
            } else {
                text.add(line.startsWith(indent) ? line.substring(indent.length()) : line.stripLeading());
            }
        }
        if (opened != 0) {
            throw new IllegalStateException(name() + ":" + opened + " is never closed");
        }
    }

    private static @Nullable String marker(List<String> lines, int at) {
        var comment = COMMENT.matcher(at < 0 ? "" : lines.get(at).strip());
        return comment.matches() ? comment.group(1) : null;
    }

    String name() {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    Path file() {
        return file;
    }

    List<Block> blocks() {
        return List.copyOf(blocks);
    }

    /** All lines outside fences. */
    List<String> prose() {
        return List.copyOf(prose);
    }

    /** The targets of all links. */
    List<String> links() {
        return prose.stream()
                .map(line -> CODE.matcher(line).replaceAll("code"))
                .flatMap(line -> LINK.matcher(line).results().map(found -> found.group(1)))
                .toList();
    }

    /** The anchors that the usual Markdown renderers make of headings. */
    List<String> anchors() {
        return prose.stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+\\s*", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Override
    public String toString() {
        return name();
    }
}
