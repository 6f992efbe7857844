package io.tenancy.jdbc.internal.connection;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What has to be known of a statement's text before it runs. Immutable, shared by all connections of a data source.
 *
 * <p>A text that is read wrongly costs a round trip or an error, never isolation: the policies in the database hold without it.
 */
final class SqlText {
    private static final String COMMIT = "\n; commit";
    private static final Set<String> TRANSACTION =
            Set.of("BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE");
    private static final Set<String> SESSION =
            Set.of("SET", "RESET", "SHOW", "DISCARD", "LISTEN", "UNLISTEN", "DEALLOCATE");
    private static final Pattern CONTEXT_NAME = Pattern.compile(
            "tenancy\"?\\s*\\.\\s*\"?(tenant_id|tenant_number|principal_id|branch_ids)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SET_CONFIG = Pattern.compile("\\bset_config\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern WITH_HOLD = Pattern.compile("\\bwith\\s+hold\\b", Pattern.CASE_INSENSITIVE);

    /** What libraries ask a server when they start, or to see whether it is there. */
    private static final Set<String> PROBE_WORDS = Set.of(
            "SELECT",
            "AS",
            "VERSION",
            "CURRENT_SCHEMA",
            "CURRENT_DATABASE",
            "CURRENT_CATALOG",
            "CURRENT_USER",
            "SESSION_USER",
            "CURRENT_TIMESTAMP",
            "NOW",
            "PG_BACKEND_PID",
            "TRUE");

    private static final Set<String> CATALOGS = Set.of("INFORMATION_SCHEMA", "PG_CATALOG");

    /** The kinds that are treated differently. */
    enum Kind {
        /** May stand behind the context in one text. */
        WORK,
        /** Must be sent alone, behind a context of its own. */
        ALONE,
        /** Steers the transaction or the session and touches no rows: sent as it is, needs no tenant. */
        CONTROL,
        /** Mixes the steering of transactions with work. */
        MIXED,
        /** Would write the settings that carry the context. */
        WRITES_CONTEXT,
        /** Would outlive the transaction that carries the context. */
        HOLDS_CURSOR
    }

    private final String sql;
    private final Kind kind;
    private final boolean needsNoTenant;
    private final boolean endsTransaction;
    private final boolean commits;
    private final boolean rollsBackToSavepoint;
    private final boolean losesContext;
    private final int placeholders;
    private final String body;
    private final String[] glued = new String[ContextSql.VARIANTS];
    private final String[] untypedGlued = new String[ContextSql.VARIANTS];
    private final String[] unit = new String[ContextSql.VARIANTS];
    private final String[] untypedUnit = new String[ContextSql.VARIANTS];
    private final String[] readOnlyUnit = new String[ContextSql.VARIANTS];
    private final String[] untypedReadOnlyUnit = new String[ContextSql.VARIANTS];

    private SqlText(String sql, SqlScanner scanner) {
        this.sql = sql;
        this.placeholders = scanner.placeholders();
        this.body = scanner.isTerminated() ? scanner.body() : sql;
        List<List<String>> statements = scanner.statements();
        this.kind = kind(scanner);
        this.needsNoTenant = kind == Kind.CONTROL || asksServerOnly(scanner);
        this.endsTransaction = statements.stream().anyMatch(SqlText::endsTransaction);
        this.commits = endsTransaction && statements.stream().anyMatch(SqlText::commits);
        this.rollsBackToSavepoint =
                statements.stream().anyMatch(s -> "ROLLBACK".equals(first(s)) && !endsTransaction(s));
        this.losesContext = statements.stream().anyMatch(s -> isTransaction(s) || isSession(s));
    }

    static SqlText of(String sql) {
        return new SqlText(sql, new SqlScanner(sql));
    }

    private static Kind kind(SqlScanner scanner) {
        String bare = scanner.bare(); // no comment inside a name can hide it
        List<List<String>> statements = scanner.statements();
        boolean session = statements.stream().anyMatch(SqlText::isSession);
        boolean alters = statements.stream().anyMatch(s -> "ALTER".equals(first(s)));
        if ((session || alters || SET_CONFIG.matcher(bare).find())
                && CONTEXT_NAME.matcher(bare).find()) {
            return reads(statements) ? Kind.CONTROL : Kind.WRITES_CONTEXT;
        }
        if (statements.stream().anyMatch(s -> "DECLARE".equals(first(s)))
                && WITH_HOLD.matcher(bare).find()) {
            return Kind.HOLDS_CURSOR;
        }
        if (statements.stream().allMatch(s -> isTransaction(s) || isSession(s))) {
            return Kind.CONTROL;
        }
        if (statements.stream().anyMatch(SqlText::isTransaction)) {
            return Kind.MIXED;
        }
        boolean gluable = scanner.isTerminated() && !"{".equals(first(statements.get(0)));
        return gluable ? Kind.WORK : Kind.ALONE;
    }

    /** One query of the catalogs, or of the server itself: it touches no row of a tenant. */
    private static boolean asksServerOnly(SqlScanner scanner) {
        if (scanner.statements().size() != 1
                || !"SELECT".equals(first(scanner.statements().get(0)))) {
            return false;
        }
        return scanner.vocabulary().contains("FROM")
                ? CATALOGS.containsAll(scanner.relationSchemas())
                : PROBE_WORDS.containsAll(scanner.vocabulary());
    }

    /** SHOW tenancy.tenant_id only reads. */
    private static boolean reads(List<List<String>> statements) {
        return statements.stream().allMatch(s -> "SHOW".equals(first(s)));
    }

    private static String first(List<String> words) {
        return words.isEmpty() ? "" : words.get(0);
    }

    private static boolean isTransaction(List<String> words) {
        return TRANSACTION.contains(first(words))
                || ("PREPARE".equals(first(words)) && words.size() > 1 && "TRANSACTION".equals(words.get(1)));
    }

    private static boolean isSession(List<String> words) {
        return SESSION.contains(first(words));
    }

    private static boolean endsTransaction(List<String> words) {
        return switch (first(words)) {
            case "COMMIT", "END", "ABORT", "PREPARE" -> isTransaction(words);
            case "ROLLBACK" -> !words.contains("TO");
            default -> false;
        };
    }

    private static boolean commits(List<String> words) {
        return endsTransaction(words) && !Set.of("ROLLBACK", "ABORT").contains(first(words));
    }

    String sql() {
        return sql;
    }

    Kind kind() {
        return kind;
    }

    /** Whether it may run with nothing bound. The policies would refuse it anyway, had it been read wrongly. */
    boolean needsNoTenant() {
        return needsNoTenant;
    }

    int placeholders() {
        return placeholders;
    }

    /** Whether the transaction is over once this ran, even if another one is open then (COMMIT AND CHAIN). */
    boolean endsTransaction() {
        return endsTransaction;
    }

    /** Whether what was done in the transaction stands once this ran. */
    boolean commits() {
        return commits;
    }

    boolean rollsBackToSavepoint() {
        return rollsBackToSavepoint;
    }

    /** Whether the context may be gone once this ran. */
    boolean losesContext() {
        return losesContext;
    }

    /** Context and work in one text, for an open transaction. */
    String glued(ContextSql context, boolean untyped) {
        return cached(untyped ? untypedGlued : glued, "", context, separator(untyped), "");
    }

    /**
     * BEGIN, context, work and COMMIT in one text, for autocommit mode. The driver's own BEGIN would be a message answered on its own:
     * that costs the server nearly half as much again as everything else.
     */
    String unit(ContextSql context, boolean untyped, boolean readOnly) {
        String[] texts = readOnly ? (untyped ? untypedReadOnlyUnit : readOnlyUnit) : (untyped ? untypedUnit : unit);
        return cached(texts, begin(readOnly), context, separator(untyped), COMMIT);
    }

    /** The same with the values written in, for a statement without binds. */
    String literalUnit(ContextSql context, boolean readOnly) {
        return begin(readOnly) + context.literal() + separator(false) + body + COMMIT;
    }

    private static String begin(boolean readOnly) {
        return readOnly ? "begin read only;" : "begin;";
    }

    private static String separator(boolean untyped) {
        return untyped ? " ;\n" : ";\n";
    }

    /**
     * Binds without a type get a text of their own, told apart by white space: the driver remembers per text that it once asked the
     * server for types, and from then on splits the flight.
     */
    private String cached(String[] texts, String start, ContextSql context, String separator, String end) {
        String text = texts[context.variant()];
        if (text == null) {
            text = start + context.sql() + separator + body + end;
            texts[context.variant()] = text;
        }
        return text;
    }

    /** The text as it goes out: without semicolons at its end, which would count as results of their own. */
    String body() {
        return body;
    }
}
