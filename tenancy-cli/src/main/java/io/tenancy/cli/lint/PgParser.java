package io.tenancy.cli.lint;

import io.tenancy.cli.lint.SqlScanner.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLLexer;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.SqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.StatementContext;

/** The one door to the grammar: text in, statements in our words out. */
final class PgParser {
    /** Beyond it a statement is data, and a tree of it would need gigabytes. */
    private static final int LONGEST = 2_000_000;

    private PgParser() {}

    /** Reads one statement of a script. */
    static List<Parsed> statement(String script, Piece piece) throws SqlSyntaxException {
        StringBuilder sql = new StringBuilder(script.substring(piece.start(), piece.end()));
        // The grammar takes \' for the end of a string; '' means the same and is as long.
        piece.escapedQuotes().forEach(at -> sql.setCharAt(at - piece.start(), '\''));
        return statements(sql.toString(), piece.start());
    }

    /** Reads the statements of a text that begins at a place of the script. */
    static List<Parsed> statements(String sql, int base) throws SqlSyntaxException {
        SqlContext root = parse(sql, base, SQLParser::sql);
        PgTree tree = new PgTree(sql, base);
        List<Parsed> parsed = new ArrayList<>();
        for (StatementContext statement : root.statement()) {
            parsed.add(new PgStatements(tree).of(statement));
        }
        return parsed;
    }

    static <T extends ParserRuleContext> T parse(String sql, int base, Function<SQLParser, T> rule)
            throws SqlSyntaxException {
        if (sql.length() > LONGEST) {
            throw new SqlSyntaxException(
                    base,
                    "A statement of " + sql.length() + " characters, too long to be read",
                    "Load data with COPY, or write before it: -- tenancy:ignore parse, and the reason");
        }
        try {
            return quick(sql, rule);
        } catch (ParseCancellationException e) {
            return thorough(sql, base, rule);
        } catch (StackOverflowError e) {
            throw new SqlSyntaxException(
                    base,
                    "A statement nested too deeply to be read",
                    "Write it flatter, or write before it: -- tenancy:ignore parse, and the reason");
        }
    }

    /** The fast way, which may refuse what is right but never accepts what is wrong. */
    private static <T extends ParserRuleContext> T quick(String sql, Function<SQLParser, T> rule) {
        Errors errors = new Errors();
        SQLParser parser = parser(sql, errors);
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        parser.setErrorHandler(new BailErrorStrategy());
        T root = rule.apply(parser);
        if (errors.first != null) {
            throw new ParseCancellationException(errors.first);
        }
        return root;
    }

    private static <T extends ParserRuleContext> T thorough(String sql, int base, Function<SQLParser, T> rule)
            throws SqlSyntaxException {
        Errors errors = new Errors();
        SQLParser parser = parser(sql, errors);
        parser.getInterpreter().setPredictionMode(PredictionMode.LL);
        parser.setErrorHandler(new DefaultErrorStrategy());
        T root;
        try {
            root = rule.apply(parser);
        } catch (StackOverflowError e) {
            throw new SqlSyntaxException(base, "A statement nested too deeply to be read", "Write it flatter");
        }
        if (errors.first != null) {
            throw new SqlSyntaxException(
                    base + offset(sql, errors.line, errors.column),
                    "Cannot be read as PostgreSQL: " + errors.first,
                    "Correct it; if PostgreSQL takes it, write before it: -- tenancy:ignore parse, and the reason");
        }
        return root;
    }

    private static SQLParser parser(String sql, Errors errors) {
        SQLLexer lexer = new SQLLexer(CharStreams.fromString(sql));
        lexer.removeErrorListeners();
        lexer.addErrorListener(errors);
        SQLParser parser = new SQLParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(errors);
        return parser;
    }

    private static int offset(String sql, int line, int column) {
        int at = 0;
        for (int number = 1; number < line; number++) {
            at = sql.indexOf('\n', at) + 1;
        }
        int length = sql.codePointCount(at, sql.length());
        return sql.offsetByCodePoints(at, Math.min(column, length));
    }

    private static final class Errors extends BaseErrorListener {
        private @Nullable String first;
        private int line;
        private int column;

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object symbol,
                int atLine,
                int atColumn,
                String message,
                @Nullable RecognitionException e) {
            if (first == null) {
                int list = message.indexOf(" expecting {");
                first = (list < 0 ? message : message.substring(0, list)).replace("\n", " ");
                line = atLine;
                column = atColumn;
            }
        }
    }
}
