package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Statement.Other;
import io.tenancy.cli.lint.Statement.OtherKind;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Additional_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Function_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Reindex_stmtContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_alterContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_createContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Script_additionalContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Session_local_optionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Set_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.StatementContext;

/** Statements of the parser in our words. */
final class PgStatements {
    private final PgTree tree;
    private final PgExpressions expressions;
    private final PgTables tables;
    private final PgRights rights;
    private final PgRoutines routines;
    private final PgObjects objects;

    PgStatements(PgTree tree) {
        this.tree = tree;
        this.expressions = new PgExpressions(tree);
        this.tables = new PgTables(tree, expressions);
        this.rights = new PgRights(tree, expressions);
        this.routines = new PgRoutines(tree, expressions);
        this.objects = new PgObjects(tree, expressions);
    }

    Parsed of(StatementContext node) {
        if (node.schema_statement() != null) {
            return of(node.schema_statement());
        }
        Statement statement = new Other(OtherKind.QUERY, null, true, tree.at(node));
        if (node.script_statement() != null) {
            Script_additionalContext additional = node.script_statement().script_additional();
            statement = additional == null
                    ? new Other(transaction(node.script_statement()), null, true, tree.at(node))
                    : additional(additional);
        }
        return withFacts(statement, node);
    }

    /** A statement inside a PL/pgSQL block. */
    Parsed within(Function_statementContext node) {
        if (node.schema_statement() != null) {
            return of(node.schema_statement());
        }
        Statement statement = node.additional_statement() != null
                ? additional(node.additional_statement())
                : new Other(OtherKind.QUERY, null, true, tree.at(node));
        return withFacts(statement, node);
    }

    private Parsed withFacts(Statement statement, ParserRuleContext node) {
        return new Parsed(
                statement, statement instanceof Statement.Do ? Facts.NONE : new PgFacts(tree, expressions).of(node));
    }

    private OtherKind transaction(ParserRuleContext node) {
        return PgTree.lower(node).startsWith("lock") ? OtherKind.LOCK : OtherKind.TRANSACTION;
    }

    private Statement additional(Script_additionalContext node) {
        if (node.additional_statement() != null) {
            return additional(node.additional_statement());
        }
        boolean full = node.VACUUM() != null
                && node.vacuum_mode() != null
                && PgTree.lower(node.vacuum_mode()).matches("\\(?.*\\bfull\\b.*");
        return new Other(full ? OtherKind.VACUUM_FULL : OtherKind.QUERY, null, true, tree.at(node));
    }

    private Statement additional(Additional_statementContext node) {
        int at = tree.at(node);
        if (node.anonymous_block() != null) {
            return routines.run(node.anonymous_block());
        }
        if (node.reindex_stmt() != null) {
            return reindex(node.reindex_stmt());
        }
        if (node.cluster_stmt() != null) {
            return new Other(OtherKind.CLUSTER, null, true, at);
        }
        if (node.REFRESH() != null) {
            Name view = PgTree.name(node.schema_qualified_name());
            boolean waits = node.CONCURRENTLY() == null;
            return new Other(waits ? OtherKind.REFRESH : OtherKind.REFRESH_CONCURRENTLY, view, true, at);
        }
        if (node.RESET() != null && !node.identifier().isEmpty()) {
            var parts = node.identifier();
            String setting = PgRights.setting(parts.size() > 1 ? parts.get(0) : null, parts.get(parts.size() - 1));
            return setting.equals("role")
                    ? new Statement.SetRole(null, at)
                    : new Statement.SetSetting(setting, false, null, at);
        }
        return new Other(OtherKind.OTHER, null, true, at);
    }

    private Statement reindex(Reindex_stmtContext node) {
        boolean concurrently = PgTree.lower(node)
                .matches("reindex *(\\([^)]*\\bconcurrently\\b(?! *(false|off|0)).*|.*\\bconcurrently\\b.*)");
        String what = node.schema_qualified_name() == null
                ? "the database"
                : PgTree.name(node.schema_qualified_name()).toString();
        return new Statement.Reindex(what, concurrently, tree.at(node));
    }

    private Parsed of(Schema_statementContext node) {
        Schema_createContext create = node.schema_create();
        if (create != null && create.create_function_statement() != null) {
            return routines.create(create.create_function_statement());
        }
        Statement statement = create != null ? create(create) : null;
        if (node.schema_alter() != null) {
            statement = alter(node.schema_alter());
        } else if (node.schema_drop() != null) {
            statement = objects.drop(node.schema_drop());
        }
        return withFacts(statement == null ? new Other(OtherKind.OTHER, null, true, tree.at(node)) : statement, node);
    }

    private @Nullable Statement create(Schema_createContext node) {
        if (node.create_table_statement() != null) {
            return tables.create(node.create_table_statement());
        }
        if (node.create_table_as_statement() != null) {
            return tables.create(node.create_table_as_statement());
        }
        if (node.create_foreign_table_statement() != null) {
            return tables.create(node.create_foreign_table_statement());
        }
        if (node.rule_common() != null) {
            return rights.of(node.rule_common());
        }
        if (node.create_user_or_role_statement() != null) {
            return rights.create(node.create_user_or_role_statement());
        }
        if (node.set_statement() != null) {
            return set(node.set_statement());
        }
        return objects.create(node);
    }

    private @Nullable Statement alter(Schema_alterContext node) {
        if (node.alter_table_statement() != null) {
            return tables.alter(node.alter_table_statement());
        }
        if (node.alter_default_privileges_statement() != null) {
            return rights.defaults(node.alter_default_privileges_statement().abbreviated_grant_or_revoke());
        }
        if (node.alter_user_or_role_statement() != null) {
            return rights.alter(node.alter_user_or_role_statement());
        }
        if (node.alter_database_statement() != null) {
            return rights.alter(node.alter_database_statement());
        }
        if (node.alter_function_statement() != null) {
            return routines.alter(node.alter_function_statement());
        }
        return objects.alter(node);
    }

    private @Nullable Statement set(Set_statementContext node) {
        int at = tree.at(node);
        Session_local_optionContext option = node.set_action().session_local_option();
        if (option == null) {
            return null;
        }
        if (option.role_param != null) {
            String role = PgTree.name(option.role_param);
            return new Statement.SetRole(role.equals("none") ? null : role, at);
        }
        if (option.config_param == null) {
            return null;
        }
        String value = option.set_statement_value() == null
                        || option.set_statement_value().vex().isEmpty()
                ? null
                : PgRights.value(expressions.of(option.set_statement_value().vex(0)));
        String setting = PgRights.setting(option.config_scope, option.config_param);
        return new Statement.SetSetting(setting, node.set_action().LOCAL() != null, value, at);
    }
}
