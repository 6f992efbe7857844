package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Statement.AlterFunction;
import io.tenancy.cli.lint.Statement.CreateFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_function_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Anonymous_blockContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_function_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Execute_stmtContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Function_actions_commonContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Function_bodyContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Function_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Plpgsql_functionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.SconstContext;

/** Functions, procedures and DO blocks in our words, bodies included as far as they can be read. */
final class PgRoutines {
    private final PgTree tree;
    private final PgExpressions expressions;

    /** A body: its statements, all that it touches, and whether it could be read and knows all its SQL beforehand. */
    private record Body(
            List<Parsed> statements, Facts facts, @Nullable Expr returned, boolean readable, boolean dynamic) {
        static final Body UNREAD = new Body(List.of(), Facts.NONE, null, false, false);
    }

    PgRoutines(PgTree tree, PgExpressions expressions) {
        this.tree = tree;
        this.expressions = expressions;
    }

    Parsed create(Create_function_statementContext node) {
        String volatility = null;
        String language = "sql";
        boolean definer = false;
        boolean pinned = false;
        SconstContext text = null;
        for (Function_actions_commonContext action : node.function_actions_common()) {
            volatility = volatility(action, volatility);
            definer |= action.DEFINER() != null;
            pinned |= isPinned(action);
            language = action.lang_name == null ? language : PgTree.name(action.lang_name);
            text = action.function_def() == null ? text : action.function_def().definition;
        }
        Body body = body(node.function_body(), text, language);
        CreateFunction made = new CreateFunction(
                PgTree.name(node.function_parameters().schema_qualified_name()),
                volatility,
                definer,
                pinned,
                language,
                body.statements(),
                body.readable() && !body.dynamic(),
                body.returned(),
                node.rettype_data != null && PgTree.lower(node.rettype_data).equals("trigger"),
                node.REPLACE() != null,
                tree.at(node.function_parameters()));
        return new Parsed(made, body.facts());
    }

    private static @Nullable String volatility(Function_actions_commonContext action, @Nullable String before) {
        boolean says = action.IMMUTABLE() != null || action.STABLE() != null || action.VOLATILE() != null;
        return says ? PgTree.text(action).toUpperCase(Locale.ROOT) : before;
    }

    private static boolean isPinned(Function_actions_commonContext action) {
        return action.session_local_option() != null
                && action.session_local_option().config_param != null
                && PgTree.name(action.session_local_option().config_param).equals("search_path");
    }

    Statement alter(Alter_function_statementContext node) {
        String volatility = null;
        Boolean definer = null;
        boolean pinned = false;
        for (Function_actions_commonContext action : node.function_actions_common()) {
            volatility = volatility(action, volatility);
            definer = action.SECURITY() == null ? definer : Boolean.valueOf(action.DEFINER() != null);
            pinned |= isPinned(action);
        }
        boolean path =
                node.identifier().stream().anyMatch(one -> PgTree.name(one).equals("search_path"));
        boolean unpinned = !node.ALL().isEmpty() || (!node.RESET().isEmpty() && path);
        Name name = node.function_parameters() == null
                ? Name.of("?")
                : PgTree.name(node.function_parameters().schema_qualified_name());
        return new AlterFunction(name, volatility, definer, pinned, unpinned, tree.at(node));
    }

    Statement run(Anonymous_blockContext node) {
        boolean plpgsql =
                node.identifier() == null || PgTree.name(node.identifier()).equals("plpgsql");
        SconstContext text = node.LANGUAGE() != null
                        && node.identifier() == null
                        && node.sconst().size() > 1
                ? node.sconst(node.getChild(1).getText().equalsIgnoreCase("language") ? 1 : 0)
                : node.sconst(0);
        Body body = plpgsql ? plpgsql(text) : Body.UNREAD;
        return new Statement.Do(body.statements(), body.readable(), body.dynamic(), tree.at(node));
    }

    private Body body(@Nullable Function_bodyContext own, @Nullable SconstContext text, String language) {
        if (own != null) {
            List<Parsed> statements = new ArrayList<>();
            own.statement().forEach(one -> statements.add(new PgStatements(tree).of(one)));
            Expr returned = own.function_return().isEmpty()
                    ? null
                    : expressions.of(own.function_return().get(0).vex());
            return new Body(statements, new PgFacts(tree, expressions).of(own), returned, true, false);
        }
        if (text == null) {
            return Body.UNREAD;
        }
        return switch (language) {
            case "sql" -> sql(text);
            case "plpgsql" -> plpgsql(text);
            default -> Body.UNREAD;
        };
    }

    private int base(SconstContext text) {
        return tree.at(text) + PgTree.inside(text);
    }

    private Body sql(SconstContext text) {
        try {
            List<Parsed> statements = PgParser.statements(PgTree.value(text), base(text));
            List<Expr.Call> calls = new ArrayList<>();
            List<Facts.Use> reads = new ArrayList<>();
            List<Facts.Use> writes = new ArrayList<>();
            List<String> literals = new ArrayList<>();
            for (Parsed one : statements) {
                calls.addAll(one.facts().calls());
                reads.addAll(one.facts().reads());
                writes.addAll(one.facts().writes());
                literals.addAll(one.facts().literals());
            }
            return new Body(statements, new Facts(calls, reads, writes, literals), returned(text), true, false);
        } catch (SqlSyntaxException e) {
            return Body.UNREAD;
        }
    }

    /** The expression of a body that is SELECT of one expression and nothing else. */
    private @Nullable Expr returned(SconstContext text) {
        try {
            String select = "select (" + PgTree.value(text).strip().replaceAll(";$", "") + ")";
            PgTree inner = new PgTree(select, base(text));
            var root = PgParser.parse(select, base(text), SQLParser::sql);
            List<SQLParser.VexContext> values = PgTree.all(root, SQLParser.VexContext.class);
            return values.isEmpty() ? null : new PgExpressions(inner).of(values.get(0));
        } catch (SqlSyntaxException e) {
            return null;
        }
    }

    private Body plpgsql(SconstContext text) {
        String body = PgTree.value(text);
        try {
            Plpgsql_functionContext root = PgParser.parse(body, base(text), SQLParser::plpgsql_function);
            PgTree inner = new PgTree(body, base(text));
            Facts facts = new PgFacts(inner, new PgExpressions(inner)).of(root);
            List<Parsed> statements = new ArrayList<>();
            for (Function_statementContext one : PgTree.all(root, Function_statementContext.class)) {
                if (one.function_block() == null && one.control_statement() == null) {
                    Parsed parsed = new PgStatements(inner).within(one);
                    // What a variable of a loop stands for is written elsewhere in the block.
                    statements.add(new Parsed(parsed.statement(), parsed.facts().withLiterals(facts.literals())));
                }
            }
            boolean dynamic = !PgTree.all(root, Execute_stmtContext.class).isEmpty();
            return new Body(statements, facts, null, true, dynamic);
        } catch (SqlSyntaxException e) {
            return Body.UNREAD;
        }
    }
}
