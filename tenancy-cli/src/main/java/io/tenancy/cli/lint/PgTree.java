package io.tenancy.cli.lint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.IdentifierContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_qualified_nameContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_qualified_name_nontypeContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.SconstContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.User_nameContext;

/** A parse tree whose text begins somewhere in a script: names, texts and places of its nodes. */
final class PgTree {
    private final String sql;
    private final int base;

    PgTree(String sql, int base) {
        this.sql = sql;
        this.base = base;
    }

    int at(ParserRuleContext node) {
        return at(node.getStart());
    }

    /** Where the statement begins whose first key word stands above a node. */
    int whole(ParserRuleContext node) {
        ParserRuleContext above = node.getParent();
        return at(above == null ? node : above);
    }

    /** ANTLR counts code points, we count characters. */
    int at(Token token) {
        int index = Math.min(token.getStartIndex(), sql.codePointCount(0, sql.length()));
        return base + sql.offsetByCodePoints(0, Math.max(0, index));
    }

    static String text(ParserRuleContext node) {
        Token stop = node.getStop();
        if (stop == null || stop.getStopIndex() < node.getStart().getStartIndex()) {
            return "";
        }
        return node.getStart()
                .getInputStream()
                .getText(Interval.of(node.getStart().getStartIndex(), stop.getStopIndex()));
    }

    static String lower(ParserRuleContext node) {
        return text(node).toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    }

    static Name name(Schema_qualified_nameContext node) {
        List<String> parts = new ArrayList<>();
        parts.add(Name.fold(text(node.identifier())));
        node.identifier_reserved().forEach(part -> parts.add(Name.fold(text(part))));
        return Name.of(parts);
    }

    static Name name(Schema_qualified_name_nontypeContext node) {
        return node.schema == null
                ? Name.of(Name.fold(text(node.identifier_nontype())))
                : new Name(Name.fold(text(node.schema)), Name.fold(text(node.identifier_reserved_nontype())));
    }

    static String name(IdentifierContext node) {
        return Name.fold(text(node));
    }

    static String role(User_nameContext node) {
        return Name.fold(text(node));
    }

    /** What a string constant stands for. */
    static String value(SconstContext node) {
        String typed = text(node);
        if (typed.startsWith("$")) {
            int tag = typed.indexOf('$', 1) + 1;
            return typed.substring(tag, typed.length() - tag);
        }
        int open = typed.indexOf('\'');
        int close = typed.lastIndexOf('\'');
        return close > open ? typed.substring(open + 1, close).replace("''", "'") : typed;
    }

    /** Where the value of a string constant begins, from the start of the constant. */
    static int inside(SconstContext node) {
        String typed = text(node);
        return typed.startsWith("$") ? typed.indexOf('$', 1) + 1 : typed.indexOf('\'') + 1;
    }

    /** The nodes of a kind at and below a node, in the order of the text. */
    static <T extends ParseTree> List<T> all(@Nullable ParseTree root, Class<T> kind) {
        List<T> found = new ArrayList<>();
        Deque<ParseTree> open = new ArrayDeque<>();
        if (root != null) {
            open.push(root);
        }
        while (!open.isEmpty()) {
            ParseTree node = open.pop();
            if (kind.isInstance(node)) {
                found.add(kind.cast(node));
            }
            for (int child = node.getChildCount() - 1; child >= 0; child--) {
                open.push(node.getChild(child));
            }
        }
        return found;
    }

    /** Whether these key words stand directly below a node, one behind the other. */
    static boolean says(ParserRuleContext node, String words) {
        StringBuilder said = new StringBuilder(" ");
        for (int child = 0; child < node.getChildCount(); child++) {
            ParseTree one = node.getChild(child);
            said.append(one instanceof TerminalNode ? one.getText().toLowerCase(Locale.ROOT) : ".")
                    .append(' ');
        }
        return said.indexOf(" " + words + " ") >= 0;
    }
}
