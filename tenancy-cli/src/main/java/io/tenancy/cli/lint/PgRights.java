package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Statement.DefaultPrivileges;
import io.tenancy.cli.lint.Statement.Grant;
import io.tenancy.cli.lint.Statement.GrantRole;
import io.tenancy.cli.lint.Statement.Role;
import io.tenancy.cli.lint.Statement.StoredSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Abbreviated_grant_or_revokeContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_database_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_user_or_role_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_user_or_role_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.IdentifierContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Names_referencesContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Other_rulesContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.PermissionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Roles_namesContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Rule_commonContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Rule_member_objectContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Set_reset_parameterContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_column_privilegeContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.User_or_role_or_group_option_for_createContext;

/** Roles, rights and stored settings in our words. */
final class PgRights {
    private final PgTree tree;
    private final PgExpressions expressions;

    PgRights(PgTree tree, PgExpressions expressions) {
        this.tree = tree;
        this.expressions = expressions;
    }

    Statement of(Rule_commonContext node) {
        if (node.other_rules() != null) {
            return membership(node.other_rules());
        }
        Rule_member_objectContext on = node.rule_member_object();
        boolean all = on.ALL() != null;
        return new Grant(
                node.REVOKE() != null,
                privileges(node),
                object(on),
                all,
                names(on),
                roles(node.roles_names()),
                tree.at(node));
    }

    private static Set<String> privileges(Rule_commonContext node) {
        ParserRuleContext said = node.permissions() != null ? node.permissions() : node.columns_permissions();
        Set<String> privileges = PgTree.all(said, PermissionContext.class).stream()
                .map(PgRights::privilege)
                .collect(Collectors.toSet());
        PgTree.all(said, Table_column_privilegeContext.class).forEach(one -> privileges.add(privilege(one)));
        return privileges;
    }

    private static String privilege(ParserRuleContext node) {
        String said = PgTree.text(node).toUpperCase(Locale.ROOT);
        return said.startsWith("ALL") ? "ALL" : said;
    }

    private static String object(Rule_member_objectContext node) {
        if (node.table_names != null || node.TABLES() != null) {
            return "TABLE";
        }
        if (node.FUNCTIONS() != null || !node.func_name.isEmpty() || node.ROUTINES() != null) {
            return "FUNCTION";
        }
        String first = node.getStart().getText().toUpperCase(Locale.ROOT);
        return node.SEQUENCES() != null ? "SEQUENCE" : first;
    }

    private static List<Name> names(Rule_member_objectContext node) {
        if (!node.func_name.isEmpty()) {
            return node.func_name.stream()
                    .map(one -> PgTree.name(one.schema_qualified_name()))
                    .toList();
        }
        Names_referencesContext names = node.names_references();
        return names == null
                ? List.of()
                : names.schema_qualified_name().stream().map(PgTree::name).toList();
    }

    private static List<String> roles(Roles_namesContext node) {
        return node.role_name_with_group().stream()
                .map(one -> PgTree.role(one.user_name()))
                .toList();
    }

    private Statement membership(Other_rulesContext node) {
        List<String> granted = node.names_references().schema_qualified_name().stream()
                .map(one -> PgTree.name(one).name())
                .toList();
        return new GrantRole(node.REVOKE() != null, granted, roles(node.roles_names()), tree.at(node));
    }

    Statement defaults(Abbreviated_grant_or_revokeContext node) {
        Set<String> privileges = PgTree.all(node, Table_column_privilegeContext.class).stream()
                .map(PgRights::privilege)
                .collect(Collectors.toSet());
        List<String> roles = roles(
                node.grant_to_rule() != null
                        ? node.grant_to_rule().roles_names()
                        : node.revoke_from_cascade_restrict().roles_names());
        return new DefaultPrivileges(
                node.REVOKE() != null, privileges, node.TABLES() != null ? "TABLE" : "OTHER", roles, tree.at(node));
    }

    Statement create(Create_user_or_role_statementContext node) {
        List<String> groups = new ArrayList<>();
        for (User_or_role_or_group_option_for_createContext option :
                PgTree.all(node, User_or_role_or_group_option_for_createContext.class)) {
            if (option.IN() != null && option.identifier_list() != null) {
                option.identifier_list().identifier().forEach(one -> groups.add(PgTree.name(one)));
            }
        }
        return new Role(PgTree.name(node.name), attributes(node), groups, true, tree.whole(node));
    }

    Statement alter(Alter_user_or_role_statementContext node) {
        if (node.alter_user_or_role_set_reset() != null) {
            var stored = node.alter_user_or_role_set_reset();
            return stored(
                    stored.user_name() == null ? "all" : PgTree.role(stored.user_name()),
                    stored.identifier() == null ? null : PgTree.name(stored.identifier()),
                    stored.set_reset_parameter());
        }
        String role = node.user_name() != null ? PgTree.role(node.user_name()) : PgTree.name(node.identifier());
        return new Role(role, attributes(node), List.of(), false, tree.whole(node));
    }

    private static Set<String> attributes(ParserRuleContext node) {
        return PgTree.all(node, TerminalNode.class).stream()
                .map(one -> one.getText().toUpperCase(Locale.ROOT))
                .filter(word -> word.matches("(NO)?(SUPERUSER|BYPASSRLS|CREATEROLE)"))
                .collect(Collectors.toSet());
    }

    Statement alter(Alter_database_statementContext node) {
        return node.alter_database_action() != null
                        && node.alter_database_action().set_reset_parameter() != null
                ? stored(
                        null,
                        PgTree.name(node.identifier()),
                        node.alter_database_action().set_reset_parameter())
                : new Statement.Other(Statement.OtherKind.OTHER, null, true, tree.at(node));
    }

    private Statement stored(@Nullable String role, @Nullable String database, Set_reset_parameterContext node) {
        String setting = node.identifier().stream().map(PgTree::name).collect(Collectors.joining("."));
        String value = null;
        if (node.set_statement_value() != null
                && !node.set_statement_value().vex().isEmpty()) {
            value = value(expressions.of(node.set_statement_value().vex(0)));
        }
        return new StoredSetting(role, database, setting, value, tree.at(node));
    }

    static String setting(@Nullable IdentifierContext scope, IdentifierContext name) {
        return (scope == null ? "" : PgTree.name(scope) + ".") + PgTree.name(name);
    }

    static String value(Expr expression) {
        return expression.literal().orElseGet(() -> expression instanceof Expr.Column column ? column.name() : "?");
    }
}
