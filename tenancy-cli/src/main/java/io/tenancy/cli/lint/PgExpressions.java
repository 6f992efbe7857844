package io.tenancy.cli.lint;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Data_typeContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Function_callContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.IndirectionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Indirection_varContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Select_primaryContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Select_stmt_no_parensContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Value_expression_primaryContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.VexContext;

/** Expressions of the parser in our words. */
final class PgExpressions {
    private final PgTree tree;

    PgExpressions(PgTree tree) {
        this.tree = tree;
    }

    @Nullable
    Expr maybe(@Nullable VexContext node) {
        return node == null ? null : of(node);
    }

    Expr of(VexContext node) {
        int at = tree.at(node);
        List<VexContext> parts = node.vex();
        if (node.value_expression_primary() != null) {
            return primary(node.value_expression_primary());
        }
        if (parts.size() == 1 && node.LEFT_PAREN() != null && node.IN() == null && node.indirection_list() == null) {
            return of(parts.get(0));
        }
        if (node.CAST_EXPRESSION() != null) {
            return new Expr.Cast(of(parts.get(0)), PgTree.lower(node.data_type()), at);
        }
        if (parts.size() == 2 && node.getChildCount() == 3) {
            if (node.AND() != null) {
                return new Expr.And(of(parts.get(0)), of(parts.get(1)), at);
            }
            if (node.OR() != null) {
                return new Expr.Or(of(parts.get(0)), of(parts.get(1)), at);
            }
            if (node.EQUAL() != null) {
                return new Expr.Equal(of(parts.get(0)), of(parts.get(1)), at);
            }
        }
        return other(node);
    }

    private Expr.Other other(ParserRuleContext node) {
        List<Expr> below = new ArrayList<>();
        for (int child = 0; child < node.getChildCount(); child++) {
            ParseTree one = node.getChild(child);
            if (one instanceof VexContext expression) {
                below.add(of(expression));
            } else if (one instanceof ParserRuleContext rule) {
                below.add(other(rule));
            }
        }
        return new Expr.Other(below, tree.at(node));
    }

    private Expr primary(Value_expression_primaryContext node) {
        int at = tree.at(node);
        if (node.expr_const() != null) {
            if (node.expr_const().sconst() != null) {
                return new Expr.Literal(PgTree.value(node.expr_const().sconst()), at);
            }
            String text = PgTree.lower(node);
            return switch (text) {
                case "true", "on" -> new Expr.Bool(true, at);
                case "false" -> new Expr.Bool(false, at);
                default -> new Expr.Literal(text, at);
            };
        }
        if (node.NULL() != null) {
            return new Expr.Literal(null, at);
        }
        if (node.select_stmt_no_parens() != null) {
            return select(node.select_stmt_no_parens());
        }
        if (node.function_call() != null) {
            return call(node.function_call());
        }
        if (node.indirection_var() != null) {
            return column(node.indirection_var());
        }
        if (node.type_coercion() != null && node.type_coercion().sconst() != null) {
            return new Expr.Literal(PgTree.value(node.type_coercion().sconst()), at);
        }
        return other(node);
    }

    private Expr column(Indirection_varContext node) {
        if (node.identifier() == null) {
            return other(node);
        }
        if (node.indirection_list() == null) {
            return new Expr.Column(PgTree.name(node.identifier()), tree.at(node));
        }
        List<IndirectionContext> steps = node.indirection_list().indirection();
        boolean named = !steps.isEmpty() && steps.stream().allMatch(step -> step.col_label() != null);
        return named
                ? new Expr.Column(
                        Name.fold(PgTree.text(steps.get(steps.size() - 1).col_label())), tree.at(node))
                : other(node);
    }

    Expr call(Function_callContext node) {
        int at = tree.at(node);
        if (node.schema_qualified_name_nontype() != null) {
            List<Expr.Argument> arguments = node.vex_or_named_notation().stream()
                    .map(one -> new Expr.Argument(
                            one.identifier() == null ? null : PgTree.name(one.identifier()), of(one.vex())))
                    .toList();
            return new Expr.Call(PgTree.name(node.schema_qualified_name_nontype()), arguments, at);
        }
        if (node.system_function() != null && node.system_function().cast_specification() != null) {
            VexContext of = node.system_function().cast_specification().vex();
            Data_typeContext type = node.system_function().cast_specification().data_type();
            return new Expr.Cast(of(of), PgTree.lower(type), at);
        }
        return other(node);
    }

    /** Sees through a sub-select that has one expression and no FROM. */
    private Expr select(Select_stmt_no_parensContext node) {
        List<Select_primaryContext> all = PgTree.all(node.select_ops_no_parens(), Select_primaryContext.class);
        if (node.with_clause() == null && all.size() == 1) {
            Select_primaryContext one = all.get(0);
            if (one.select_list() != null
                    && one.select_list().select_sublist().size() == 1
                    && one.from_item().isEmpty()
                    && one.vex().isEmpty()) {
                return new Expr.Select(
                        of(one.select_list().select_sublist().get(0).vex()), tree.at(node));
            }
        }
        return other(node);
    }
}
