package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Facts.Use;
import io.tenancy.cli.lint.Facts.Verb;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.tree.ParseTree;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Copy_from_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Delete_stmt_for_psqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.From_primaryContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Function_callContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Insert_stmt_for_psqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Merge_stmt_for_psqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_qualified_nameContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.SconstContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Select_primaryContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Truncate_stmtContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Update_stmt_for_psqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.With_queryContext;

/** Collects what a tree calls, reads and writes. */
final class PgFacts {
    private final PgTree tree;
    private final PgExpressions expressions;
    private final Set<Name> queries = new HashSet<>();
    private final List<Expr.Call> calls = new ArrayList<>();
    private final List<Use> reads = new ArrayList<>();
    private final List<Use> writes = new ArrayList<>();
    private final List<String> literals = new ArrayList<>();

    PgFacts(PgTree tree, PgExpressions expressions) {
        this.tree = tree;
        this.expressions = expressions;
    }

    Facts of(ParseTree root) {
        PgTree.all(root, With_queryContext.class).forEach(one -> queries.add(Name.of(PgTree.name(one.query_name))));
        for (ParseTree node : PgTree.all(root, ParseTree.class)) {
            look(node);
        }
        return new Facts(List.copyOf(calls), List.copyOf(reads), List.copyOf(writes), List.copyOf(literals));
    }

    private void look(ParseTree node) {
        if (node instanceof Function_callContext call && call.schema_qualified_name_nontype() != null) {
            calls.add((Expr.Call) expressions.call(call));
        } else if (node instanceof From_primaryContext from && from.schema_qualified_name() != null) {
            use(reads, Verb.SELECT, from.schema_qualified_name());
        } else if (node instanceof Select_primaryContext table && table.schema_qualified_name() != null) {
            use(reads, Verb.SELECT, table.schema_qualified_name());
        } else if (node instanceof SconstContext text) {
            literals.add(PgTree.value(text));
        } else {
            write(node);
        }
    }

    private void write(ParseTree node) {
        if (node instanceof Insert_stmt_for_psqlContext insert) {
            use(writes, Verb.INSERT, insert.insert_table_name);
        } else if (node instanceof Update_stmt_for_psqlContext update) {
            use(writes, Verb.UPDATE, update.update_table_name);
        } else if (node instanceof Delete_stmt_for_psqlContext delete) {
            use(writes, Verb.DELETE, delete.delete_table_name);
        } else if (node instanceof Merge_stmt_for_psqlContext merge) {
            use(writes, Verb.MERGE, merge.merge_table_name);
        } else if (node instanceof Copy_from_statementContext copy) {
            use(writes, Verb.COPY, copy.table_cols().schema_qualified_name());
        } else if (node instanceof Truncate_stmtContext truncate) {
            truncate.only_table_multiply().forEach(one -> use(writes, Verb.TRUNCATE, one.schema_qualified_name()));
        }
    }

    private void use(List<Use> uses, Verb verb, Schema_qualified_nameContext node) {
        Name name = PgTree.name(node);
        if (!queries.contains(name)) {
            uses.add(new Use(verb, name, tree.at(node)));
        }
    }
}
