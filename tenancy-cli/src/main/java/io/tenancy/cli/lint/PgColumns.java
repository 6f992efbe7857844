package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Statement.Column;
import io.tenancy.cli.lint.Statement.Constraint;
import io.tenancy.cli.lint.Statement.KeyKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Changed_actionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Constr_bodyContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Constraint_commonContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Names_with_periodContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Names_without_overlapsContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_column_definitionContext;

/** Columns and constraints in our words. */
final class PgColumns {
    private final PgTree tree;
    private final PgExpressions expressions;

    PgColumns(PgTree tree, PgExpressions expressions) {
        this.tree = tree;
        this.expressions = expressions;
    }

    Column column(Table_column_definitionContext node) {
        boolean notNull = false;
        boolean stored = false;
        boolean identity = false;
        Expr defaultValue = null;
        for (Constraint_commonContext one : node.constraint_common()) {
            Constr_bodyContext body = one.constr_body();
            notNull |= body.PRIMARY() != null || (body.NULL() != null && body.NOT() != null);
            stored |= body.GENERATED() != null && body.STORED() != null;
            identity |= body.identity_body() != null;
            defaultValue = body.default_expr == null ? defaultValue : expressions.of(body.default_expr);
        }
        String type = PgTree.lower(node.data_type());
        return new Column(
                PgTree.name(node.identifier()),
                identity ? "bigserial" : type,
                notNull,
                defaultValue,
                stored,
                tree.at(node));
    }

    List<Constraint> keys(Table_column_definitionContext node) {
        List<Constraint> keys = new ArrayList<>();
        List<String> column = List.of(PgTree.name(node.identifier()));
        node.constraint_common().forEach(one -> keys.addAll(key(one, column)));
        return keys;
    }

    /** The key that a constraint is; none for what is not one, such as DEFAULT. */
    List<Constraint> key(Constraint_commonContext node, List<String> column) {
        Constr_bodyContext body = node.constr_body();
        KeyKind kind = kind(body);
        if (kind == null) {
            return List.of();
        }
        List<String> columns = switch (kind) {
            case FOREIGN -> names(body.col_period, column);
            case PRIMARY, UNIQUE -> names(body.col_overlaps, column);
            case EXCLUDE -> excluded(body);
            case NOT_NULL ->
                body.col_name == null
                        ? column
                        : List.of(PgTree.name(body.col_name).name());
            case CHECK -> column;
        };
        return List.of(new Constraint(
                kind,
                columns,
                kind == KeyKind.FOREIGN ? PgTree.name(body.schema_qualified_name()) : null,
                kind == KeyKind.FOREIGN ? names(body.ref_period, List.of()) : List.of(),
                body.changed_action().stream().anyMatch(PgColumns::acts),
                node.VALID() != null || node.table_enforced() != null,
                body.index_parameters() != null
                        && body.index_parameters().schema_qualified_name() != null
                        && body.index_parameters().INDEX() != null,
                expressions.maybe(body.expression),
                node.identifier() == null ? null : PgTree.name(node.identifier()),
                tree.at(node)));
    }

    private static @Nullable KeyKind kind(Constr_bodyContext body) {
        if (body.EXCLUDE() != null) {
            return KeyKind.EXCLUDE;
        }
        if (body.REFERENCES() != null) {
            return KeyKind.FOREIGN;
        }
        if (body.CHECK() != null) {
            return KeyKind.CHECK;
        }
        if (body.UNIQUE() != null) {
            return KeyKind.UNIQUE;
        }
        if (body.PRIMARY() != null) {
            return KeyKind.PRIMARY;
        }
        return body.NULL() != null && body.NOT() != null ? KeyKind.NOT_NULL : null;
    }

    private static boolean acts(Changed_actionContext node) {
        return node.action().SET() != null
                || (node.action().cascade_restrict() != null
                        && node.action().cascade_restrict().CASCADE() != null);
    }

    private static List<String> names(@Nullable Names_with_periodContext node, List<String> otherwise) {
        return node == null
                ? otherwise
                : node.schema_qualified_name().stream()
                        .map(one -> PgTree.name(one).name())
                        .toList();
    }

    private static List<String> names(@Nullable Names_without_overlapsContext node, List<String> otherwise) {
        return node == null
                ? otherwise
                : node.schema_qualified_name().stream()
                        .map(one -> PgTree.name(one).name())
                        .toList();
    }

    /** The columns that must be equal for two rows to exclude each other. */
    private List<String> excluded(Constr_bodyContext body) {
        List<String> columns = new ArrayList<>();
        for (int one = 0; one < body.index_column().size(); one++) {
            if (body.all_op(one).EQUAL() != null
                    && expressions.of(body.index_column(one).column) instanceof Expr.Column column) {
                columns.add(column.name());
            }
        }
        return columns;
    }
}
