package io.tenancy.cli.lint;

import io.tenancy.cli.lint.SqlScanner.Piece;
import io.tenancy.cli.report.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A migration that has been read. */
final class Script {
    private static final Pattern TRANSACTION =
            Pattern.compile("(?im)^\\s*executeInTransaction\\s*=\\s*(true|false)\\s*$");

    private final MigrationFile file;
    private final SqlText text;
    private final List<Run> runs = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Suppressions suppressions;
    private final @Nullable Boolean inTransaction;

    /** Statements that begin at a place, and where the text of the whole ends: a DO block has several. */
    record Run(int start, int end, List<Parsed> statements) {}

    private Script(MigrationFile file, Map<String, String> placeholders) {
        this.file = file;
        this.text = SqlText.of(read(file), placeholders);
        this.inTransaction = transaction(file.path());
        try {
            SqlScanner scanner = new SqlScanner(text.text()).scan();
            this.suppressions = Suppressions.of(scanner, text.text());
            for (Piece piece : scanner.pieces()) {
                read(piece);
            }
        } catch (SqlSyntaxException e) {
            throw new UnreadableSqlException(place(e.at()) + ": " + e.what(), e.remedy(), e);
        }
    }

    static Script read(MigrationFile file, Map<String, String> placeholders) {
        return new Script(file, placeholders);
    }

    private void read(Piece piece) throws SqlSyntaxException {
        if (suppressions.skipsParsing(piece.start(), piece.end())) {
            notes.add(place(piece.start()) + " is not read, as its comment asks");
            return;
        }
        List<Parsed> statements = PgParser.statement(text.text(), piece);
        runs.add(new Run(piece.start(), piece.end(), statements));
        for (Parsed one : statements) {
            if (one.statement() instanceof Statement.Do block && (!block.readable() || block.dynamic())) {
                notes.add(place(piece.start()) + " runs SQL that only --shadow sees");
            }
        }
    }

    private static String read(MigrationFile file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file.path());
        } catch (IOException e) {
            throw new UnreadableSqlException(
                    "The migration cannot be read: " + file.shown(), "Make the file readable", e);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableSqlException(
                    file.shown() + ":" + lineOfBadByte(bytes) + ":1: Not UTF-8, which Flyway expects",
                    "Save the file as UTF-8",
                    e);
        }
    }

    private static int lineOfBadByte(byte[] bytes) {
        String lenient = new String(bytes, StandardCharsets.UTF_8);
        int bad = Math.max(0, lenient.indexOf('\ufffd'));
        return (int) lenient.substring(0, bad).chars().filter(c -> c == '\n').count() + 1;
    }

    /** What the configuration beside the script says about its transaction; null for nothing. */
    private static @Nullable Boolean transaction(Path path) {
        Path beside = path.resolveSibling(path.getFileName() + ".conf");
        if (!Files.exists(beside)) {
            return null;
        }
        try {
            Matcher found = TRANSACTION.matcher(Files.readString(beside));
            return found.find() ? Boolean.valueOf(found.group(1)) : null;
        } catch (IOException e) {
            throw new UnreadableSqlException(
                    "The configuration of a script cannot be read: " + beside, "Make the file readable, as UTF-8", e);
        }
    }

    MigrationFile file() {
        return file;
    }

    List<Run> runs() {
        return runs;
    }

    /** Whether it runs SQL that is not in it, which nothing is known of. */
    boolean runsUnforeseen() {
        return !notes.isEmpty();
    }

    /** What could not be looked into, for people. */
    List<String> notes() {
        return notes;
    }

    Suppressions suppressions() {
        return suppressions;
    }

    @Nullable
    Boolean inTransaction() {
        return inTransaction;
    }

    String sql() {
        return text.text();
    }

    Place place(int at) {
        return new Place(file.shown(), text.line(at), text.column(at));
    }
}
