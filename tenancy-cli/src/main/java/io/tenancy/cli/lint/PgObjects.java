package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Statement.CreateIndex;
import io.tenancy.cli.lint.Statement.CreateView;
import io.tenancy.cli.lint.Statement.Drop;
import io.tenancy.cli.lint.Statement.DropKind;
import io.tenancy.cli.lint.Statement.IndexColumn;
import io.tenancy.cli.lint.Statement.OtherKind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_policy_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_view_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_index_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_policy_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_view_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Drop_statementsContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Index_columnContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_alterContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_createContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_dropContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_qualified_nameContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Storage_parameter_optionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Storage_parametersContext;

/** Views, indexes, policies and what is dropped, in our words. */
final class PgObjects {
    private final PgTree tree;
    private final PgExpressions expressions;

    PgObjects(PgTree tree, PgExpressions expressions) {
        this.tree = tree;
        this.expressions = expressions;
    }

    Statement create(Schema_createContext node) {
        if (node.create_view_statement() != null) {
            return view(node.create_view_statement());
        }
        if (node.create_index_statement() != null) {
            return index(node.create_index_statement());
        }
        if (node.create_policy_statement() != null) {
            return policy(node.create_policy_statement());
        }
        boolean repeatable =
                PgTree.lower(node).matches("(create or replace |create \\w+ if not exists |comment |security ).*");
        boolean creates = node.CREATE() != null;
        List<Schema_qualified_nameContext> names = PgTree.all(node, Schema_qualified_nameContext.class);
        Name object = creates && !names.isEmpty() ? PgTree.name(names.get(0)) : null;
        return new Statement.Other(
                creates ? OtherKind.CREATES_OBJECT : OtherKind.OTHER, object, repeatable, tree.at(node));
    }

    private Statement view(Create_view_statementContext node) {
        List<Name> reads = new PgFacts(tree, expressions)
                .of(node.v_query).reads().stream().map(Facts.Use::table).toList();
        return new CreateView(
                PgTree.name(node.name),
                node.MATERIALIZED() != null,
                Boolean.TRUE.equals(invoker(node.storage_parameters())),
                reads,
                node.REPLACE() != null || node.if_not_exists() != null,
                tree.at(node.name));
    }

    /** What storage parameters say about the invoker; null for nothing. */
    private static @Nullable Boolean invoker(@Nullable Storage_parametersContext node) {
        if (node == null) {
            return null;
        }
        for (Storage_parameter_optionContext option : node.storage_parameter_option()) {
            if (PgTree.lower(option.storage_parameter_name()).equals("security_invoker")) {
                String value = option.vex() == null
                        ? "true"
                        : PgTree.lower(option.vex()).replace("'", "");
                return !List.of("false", "off", "0", "no", "f", "n").contains(value);
            }
        }
        return null;
    }

    private Statement index(Create_index_statementContext node) {
        var rest = node.index_rest();
        return new CreateIndex(
                node.name == null ? null : PgTree.name(node.name),
                PgTree.name(node.table_name),
                rest.index_columns().index_column().stream().map(this::column).toList(),
                rest.method == null ? "btree" : PgTree.name(rest.method),
                node.UNIQUE() != null,
                node.CONCURRENTLY() != null,
                node.ONLY() != null,
                node.if_not_exists() != null,
                tree.whole(node));
    }

    private IndexColumn column(Index_columnContext node) {
        String name = expressions.of(node.column) instanceof Expr.Column column ? column.name() : null;
        String operators = node.operator_class == null
                ? null
                : PgTree.name(node.operator_class).name();
        return new IndexColumn(name, operators, tree.at(node));
    }

    private Statement policy(Create_policy_statementContext node) {
        return new Statement.CreatePolicy(
                PgTree.name(node.identifier()),
                PgTree.name(node.schema_qualified_name()),
                node.RESTRICTIVE() != null,
                node.event == null ? "ALL" : node.event.getText().toUpperCase(Locale.ROOT),
                node.user_name().isEmpty()
                        ? List.of("public")
                        : node.user_name().stream().map(PgTree::role).toList(),
                expressions.maybe(node.using),
                expressions.maybe(node.check),
                tree.whole(node));
    }

    Statement alter(Schema_alterContext node) {
        if (node.alter_policy_statement() != null) {
            return policy(node.alter_policy_statement());
        }
        if (node.alter_view_statement() != null) {
            return view(node.alter_view_statement());
        }
        return new Statement.Other(OtherKind.OTHER, null, false, tree.at(node));
    }

    private Statement policy(Alter_policy_statementContext node) {
        boolean using = node.USING() != null;
        return new Statement.AlterPolicy(
                PgTree.name(node.identifier()),
                PgTree.name(node.schema_qualified_name()),
                node.rename_to() == null ? null : PgTree.name(node.rename_to().name),
                node.user_name().stream().map(PgTree::role).toList(),
                using ? expressions.of(node.vex(0)) : null,
                node.CHECK() == null ? null : expressions.of(node.vex(using ? 1 : 0)),
                tree.whole(node));
    }

    private Statement view(Alter_view_statementContext node) {
        var action = node.alter_view_action();
        Boolean invoker = action.SET() == null ? null : invoker(action.storage_parameters());
        if (action.RESET() != null && PgTree.lower(action.names_in_parens()).contains("security_invoker")) {
            invoker = false;
        }
        return new Statement.AlterView(
                PgTree.name(node.name), invoker, action.RENAME() != null || action.rename_to() != null, tree.at(node));
    }

    Statement drop(Schema_dropContext node) {
        int at = tree.at(node);
        if (node.drop_policy_statement() != null) {
            return new Statement.DropPolicy(
                    PgTree.name(node.drop_policy_statement().identifier()),
                    PgTree.name(node.drop_policy_statement().schema_qualified_name()),
                    at);
        }
        if (node.drop_statements() != null) {
            Drop_statementsContext drop = node.drop_statements();
            List<Name> names =
                    drop.if_exist_names_restrict_cascade().names_references().schema_qualified_name().stream()
                            .map(PgTree::name)
                            .toList();
            return new Drop(kind(drop), names, at);
        }
        return new Drop(DropKind.OTHER, List.of(), at);
    }

    private static DropKind kind(Drop_statementsContext node) {
        if (node.TABLE() != null) {
            return DropKind.TABLE;
        }
        if (node.VIEW() != null) {
            return DropKind.VIEW;
        }
        if (node.INDEX() != null) {
            return node.CONCURRENTLY() == null ? DropKind.INDEX : DropKind.INDEX_CONCURRENTLY;
        }
        return node.SCHEMA() != null ? DropKind.SCHEMA : DropKind.OTHER;
    }
}
