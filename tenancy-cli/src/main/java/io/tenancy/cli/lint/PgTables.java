package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Statement.Change;
import io.tenancy.cli.lint.Statement.ChangeKind;
import io.tenancy.cli.lint.Statement.Column;
import io.tenancy.cli.lint.Statement.Constraint;
import io.tenancy.cli.lint.Statement.CreateTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_partitionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_table_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Column_actionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Constraint_commonContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_foreign_table_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_table_as_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_table_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Define_columnsContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Define_partitionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_actionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_column_defContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_of_type_column_defContext;

/** CREATE TABLE and ALTER TABLE in our words. */
final class PgTables {
    private final PgTree tree;
    private final PgColumns columns;

    PgTables(PgTree tree, PgExpressions expressions) {
        this.tree = tree;
        this.columns = new PgColumns(tree, expressions);
    }

    CreateTable create(Create_table_statementContext node) {
        List<Column> made = new ArrayList<>();
        List<Constraint> keys = new ArrayList<>();
        List<Name> parents = new ArrayList<>();
        List<Name> like = new ArrayList<>();
        Define_columnsContext own = node.define_table().define_columns();
        if (own != null) {
            own.table_column_def().forEach(one -> define(one, made, keys, like));
            if (own.names_in_parens() != null) {
                own.names_in_parens()
                        .names_references()
                        .schema_qualified_name()
                        .forEach(one -> parents.add(PgTree.name(one)));
            }
        }
        Define_partitionContext partition = node.define_table().define_partition();
        if (partition != null) {
            parents.add(PgTree.name(partition.parent_table));
            if (partition.list_of_type_column_def() != null) {
                partition.list_of_type_column_def().table_of_type_column_def().forEach(one -> refine(one, keys));
            }
        }
        return new CreateTable(
                PgTree.name(node.name),
                made,
                keys,
                parents,
                partition != null,
                node.TEMP() != null || node.TEMPORARY() != null,
                node.partition_by() != null,
                node.if_not_exists() != null,
                false,
                like,
                tree.at(node.name));
    }

    private void define(Table_column_defContext node, List<Column> made, List<Constraint> keys, List<Name> like) {
        if (node.table_column_definition() != null) {
            made.add(columns.column(node.table_column_definition()));
            keys.addAll(columns.keys(node.table_column_definition()));
        } else if (node.tabl_constraint != null) {
            keys.addAll(columns.key(node.tabl_constraint, List.of()));
        } else {
            like.add(PgTree.name(node.schema_qualified_name()));
        }
    }

    private void refine(Table_of_type_column_defContext node, List<Constraint> keys) {
        if (node.tabl_constraint != null) {
            keys.addAll(columns.key(node.tabl_constraint, List.of()));
            return;
        }
        List<String> column = List.of(PgTree.name(node.identifier()));
        for (Constraint_commonContext one : node.constraint_common()) {
            keys.addAll(columns.key(one, column));
        }
    }

    CreateTable create(Create_table_as_statementContext node) {
        return new CreateTable(
                PgTree.name(node.name),
                List.of(),
                List.of(),
                List.of(),
                false,
                node.TEMP() != null || node.TEMPORARY() != null,
                false,
                node.if_not_exists() != null,
                true,
                List.of(),
                tree.at(node.name));
    }

    Statement.ForeignTable create(Create_foreign_table_statementContext node) {
        List<Column> made = new ArrayList<>();
        if (node.define_columns() != null) {
            node.define_columns()
                    .table_column_def()
                    .forEach(one -> define(one, made, new ArrayList<>(), new ArrayList<>()));
        }
        return new Statement.ForeignTable(
                PgTree.name(node.name), made.stream().map(Column::name).toList(), tree.at(node.name));
    }

    Statement alter(Alter_table_statementContext node) {
        List<Change> changes = new ArrayList<>();
        node.table_action().forEach(one -> changes.add(change(one)));
        if (node.rename_to() != null) {
            changes.add(simple(ChangeKind.RENAME_TABLE, PgTree.name(node.rename_to().name), tree.at(node.rename_to())));
        } else if (node.set_schema() != null) {
            changes.add(simple(
                    ChangeKind.SET_SCHEMA, PgTree.name(node.set_schema().identifier()), tree.at(node.set_schema())));
        } else if (node.RENAME() != null && node.CONSTRAINT() == null) {
            changes.add(simple(
                    ChangeKind.RENAME_COLUMN,
                    PgTree.name(node.identifier(0)),
                    tree.at(node.RENAME().getSymbol())));
        } else if (node.alter_partition() != null) {
            changes.add(partition(node.alter_partition()));
        }
        return new Statement.AlterTable(PgTree.name(node.name), changes, tree.at(node.name));
    }

    private Change partition(Alter_partitionContext node) {
        if (node.partition_table_value() != null) {
            Name child = PgTree.name(node.partition_table_value().schema_qualified_name());
            return new Change(ChangeKind.ATTACH, null, List.of(), null, child, tree.at(node));
        }
        ChangeKind kind = node.CONCURRENTLY() == null ? ChangeKind.DETACH : ChangeKind.DETACH_CONCURRENTLY;
        return new Change(kind, null, List.of(), null, PgTree.name(node.child), tree.at(node));
    }

    private Change change(Table_actionContext node) {
        int at = tree.at(node);
        if (node.table_column_definition() != null) {
            Column column = columns.column(node.table_column_definition());
            return new Change(
                    ChangeKind.OTHER, column, columns.keys(node.table_column_definition()), column.name(), null, at);
        }
        if (node.tabl_constraint != null) {
            return new Change(ChangeKind.OTHER, null, columns.key(node.tabl_constraint, List.of()), null, null, at);
        }
        if (node.column != null) {
            String column = PgTree.name(node.column);
            return node.column_action() == null
                    ? simple(ChangeKind.DROP_COLUMN, column, at)
                    : new Change(ofColumn(node.column_action()), type(node), List.of(), column, null, at);
        }
        if (node.inherit_option() != null && node.parent_table != null) {
            ChangeKind kind = node.inherit_option().NO() == null ? ChangeKind.INHERIT : ChangeKind.OTHER;
            return new Change(kind, null, List.of(), null, PgTree.name(node.parent_table), at);
        }
        if (node.owner_to() != null) {
            return simple(ChangeKind.OWNER, PgTree.role(node.owner_to().user_name()), at);
        }
        if (node.validate_constraint() != null) {
            return simple(
                    ChangeKind.VALIDATE,
                    PgTree.name(node.validate_constraint().constraint_name).name(),
                    at);
        }
        if (node.drop_constraint() != null) {
            return simple(ChangeKind.DROP_CONSTRAINT, PgTree.name(node.drop_constraint().constraint_name), at);
        }
        return simple(byWords(node), null, at);
    }

    private @Nullable Column type(Table_actionContext node) {
        return node.column_action().data_type() == null
                ? null
                : new Column(
                        PgTree.name(node.column),
                        PgTree.lower(node.column_action().data_type()),
                        false,
                        null,
                        false,
                        tree.at(node));
    }

    private static ChangeKind ofColumn(Column_actionContext node) {
        if (node.data_type() != null) {
            return ChangeKind.SET_TYPE;
        }
        if (node.identity_body() != null) {
            return ChangeKind.ADD_IDENTITY;
        }
        if (node.NOT() != null && node.set != null && PgTree.says(node, "set not null")) {
            return ChangeKind.SET_NOT_NULL;
        }
        return node.expression != null ? ChangeKind.SET_EXPRESSION : ChangeKind.OTHER;
    }

    private static ChangeKind byWords(Table_actionContext node) {
        if (node.LEVEL() != null) {
            if (node.FORCE() != null) {
                return node.NO() == null ? ChangeKind.FORCE_RLS : ChangeKind.NO_FORCE_RLS;
            }
            return node.ENABLE() != null ? ChangeKind.ENABLE_RLS : ChangeKind.DISABLE_RLS;
        }
        boolean rewrites = node.set_logged() != null || node.METHOD() != null || node.set_tablespace() != null;
        return rewrites ? ChangeKind.REWRITE : ChangeKind.OTHER;
    }

    private static Change simple(ChangeKind kind, @Nullable String subject, int at) {
        return new Change(kind, null, List.of(), subject, null, at);
    }
}
