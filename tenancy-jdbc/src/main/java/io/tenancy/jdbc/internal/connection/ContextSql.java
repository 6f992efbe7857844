package io.tenancy.jdbc.internal.connection;

import io.tenancy.context.TenantBinding;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.UUID;

/**
 * The one SELECT that puts the context on a transaction. Every value is transaction-local and has a type of its own, so that the
 * driver never has to ask the server what a parameter is; a value that is absent is written as the empty text.
 *
 * <p>There is one text per combination of values present, so that the server's prepared statements are shared by all tenants.
 * Absent values are written without asking first whether they are empty already: asking costs the server more.
 */
final class ContextSql {
    static final int VARIANTS = 8;
    private static final int PRINCIPAL = 1;
    private static final int BRANCHES = 2;
    private static final int NUMBER = 4;
    private static final String[] TEXTS = texts();

    private final TenantBinding binding;
    private final SortedSet<UUID> branches;
    private final int variant;

    private ContextSql(TenantBinding binding, boolean withNumber) {
        this.binding = binding;
        this.branches = binding.branchIds();
        this.variant = (binding.principal() == null ? 0 : PRINCIPAL)
                | (branches.isEmpty() ? 0 : BRANCHES)
                | (withNumber ? NUMBER : 0);
    }

    /** The context of a binding; the tenant's number rides along where tenant columns are bigint. */
    static ContextSql of(TenantBinding binding, boolean withNumber) {
        return new ContextSql(binding, withNumber);
    }

    private static String[] texts() {
        String[] texts = new String[VARIANTS];
        for (int v = 0; v < VARIANTS; v++) {
            texts[v] = text(
                    "(?::uuid)::text",
                    (v & PRINCIPAL) == 0 ? "''" : "(?::uuid)::text",
                    (v & BRANCHES) == 0 ? "''" : "convert_from(?,'UTF8')",
                    (v & NUMBER) == 0 ? "" : "(?::int8)::text");
        }
        return texts;
    }

    private static String text(String tenant, String principal, String branches, String number) {
        return "select set_config('tenancy.tenant_id'," + tenant + ",true),set_config('tenancy.principal_id',"
                + principal
                + ",true),set_config('tenancy.branch_ids'," + branches + ",true)"
                + (number.isEmpty() ? "" : ",set_config('tenancy.tenant_number'," + number + ",true)");
    }

    TenantBinding binding() {
        return binding;
    }

    int variant() {
        return variant;
    }

    /** The text with placeholders. */
    String sql() {
        return TEXTS[variant];
    }

    /** How many placeholders {@link #sql()} has. */
    int parameters() {
        return 1 + Integer.bitCount(variant);
    }

    /** Binds the values from the first placeholder on. */
    void bindTo(PreparedStatement statement) throws SQLException {
        int at = 1;
        statement.setObject(at++, binding.tenant().id().value());
        var principal = binding.principal();
        if (principal != null) {
            statement.setObject(at++, principal.id());
        }
        if (!branches.isEmpty()) {
            statement.setBytes(at++, branchText().getBytes(StandardCharsets.UTF_8));
        }
        if ((variant & NUMBER) != 0) {
            statement.setLong(at, binding.tenant().number());
        }
    }

    /** The text with values written in: UUIDs and a number made by Java, nothing that a user typed. */
    String literal() {
        var principal = binding.principal();
        return text(
                "'" + binding.tenant().id() + "'",
                principal == null ? "''" : "'" + principal.id() + "'",
                "'" + branchText() + "'",
                (variant & NUMBER) == 0 ? "" : "'" + binding.tenant().number() + "'");
    }

    private String branchText() {
        StringJoiner text = new StringJoiner(",");
        branches.forEach(id -> text.add(id.toString()));
        return text.toString();
    }
}
