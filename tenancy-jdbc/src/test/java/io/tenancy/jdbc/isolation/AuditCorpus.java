package io.tenancy.jdbc.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.jdbc.isolation.proof.DatabaseFingerprint;
import io.tenancy.jdbc.isolation.proof.IsolationProof;
import io.tenancy.jdbc.isolation.proof.ProofReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Small schemas in SQL, faulty ones and clean ones. Each is made inside a transaction, audited there, and rolled back, roles and
 * publications included: a hundred of them cost one database.
 *
 * <p>A file of faults is named after its rule. A fault starts with a line {@code --> title @ object}, with {@code = SEVERITY} after the
 * title where it is milder than the rule. Somewhere in it, {@code -- also A09} names rules that it breaks too; {@code --: shared a b}
 * and {@code --: column c} say what a tenancy.yaml would; {@code -- takes a decision} that no SQL mends it; {@code -- not executable: why}
 * that no attack gets through, although the rule is broken.
 */
final class AuditCorpus {
    private static final String PLACE = "corpus/";
    private static final Pattern HEAD = Pattern.compile("--> (?<title>.+?)(?: = (?<severity>[A-Z]+))? @ (?<object>.+)");

    /** One faulty schema. */
    record Fault(Rule rule, String title, Severity severity, String object, Set<Rule> also, Schema schema) {
        /** Whether no SQL mends it, because somebody has to say what is meant. */
        boolean takesADecision() {
            return schema.sql().contains("-- takes a decision");
        }

        /** Whether an attack gets through. */
        boolean executable() {
            return !schema.sql().contains("-- not executable: ");
        }

        @Override
        public String toString() {
            return rule + " " + title;
        }
    }

    /** SQL, and what a tenancy.yaml would say about it. */
    record Schema(String sql, List<String> shared, String column) {
        static Schema of(String sql) {
            return new Schema(sql, words(sql, "shared"), String.join("", words(sql, "column")));
        }

        private static List<String> words(String sql, String key) {
            Matcher matcher = Pattern.compile("--: " + key + " (.+)").matcher(sql);
            return matcher.find() ? Arrays.asList(matcher.group(1).split(" ")) : List.of();
        }
    }

    private AuditCorpus() {}

    static List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        String prelude = read("prelude.sql");
        for (Rule rule : Rule.values()) {
            String file = readIfThere("faults/" + rule + ".sql");
            for (String text : file.split("(?m)^(?=--> )")) {
                Matcher head = HEAD.matcher(text.lines().findFirst().orElse(""));
                if (head.matches()) {
                    faults.add(fault(rule, head, text, prelude));
                }
            }
        }
        return faults;
    }

    private static Fault fault(Rule rule, Matcher head, String text, String prelude) {
        Set<Rule> also = new TreeSet<>();
        Matcher others = Pattern.compile("-- also ([A-Z0-9, ]+)").matcher(text);
        while (others.find()) {
            Arrays.stream(others.group(1).split(","))
                    .map(String::strip)
                    .map(Rule::valueOf)
                    .forEach(also::add);
        }
        String severity = head.group("severity");
        return new Fault(
                rule,
                head.group("title"),
                severity == null ? rule.severity() : Severity.valueOf(severity),
                head.group("object"),
                also,
                Schema.of(prelude + text));
    }

    static Schema clean(String name) {
        return Schema.of(read("clean/" + name + ".sql"));
    }

    private static String read(String name) {
        String text = readIfThere(name);
        if (text.isEmpty()) {
            throw new IllegalStateException("no corpus file " + name);
        }
        return text;
    }

    private static String readIfThere(String name) {
        try (InputStream file = AuditCorpus.class.getResourceAsStream(PLACE + name)) {
            return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the schema as the migrator would. Closing it leaves no trace. */
    static Made make(DataSource superuser, Schema schema) throws SQLException {
        Made made = new Made(superuser, schema);
        try {
            made.run("set local client_min_messages = error");
            made.run("set local role tenancy_migrator");
            made.run(schema.sql());
            made.run("set local role tenancy_migrator");
            made.run("select tenancy.hand_over()");
            made.run("reset role");
            return made;
        } catch (SQLException e) {
            made.close();
            throw e;
        }
    }

    /** A schema inside an open transaction. */
    static final class Made implements AutoCloseable {
        private final Connection connection;
        private final IsolationAudit audit;
        private final IsolationProof proof;

        private Made(DataSource superuser, Schema schema) throws SQLException {
            IsolationAudit.Builder builder = IsolationAudit.builder(superuser);
            if (!schema.shared().isEmpty()) {
                builder.sharedTables(schema.shared());
            }
            if (!schema.column().isEmpty()) {
                builder.tenantColumn(schema.column());
            }
            audit = builder.build();
            IsolationProof.Builder proving = IsolationProof.builder(superuser);
            if (!schema.shared().isEmpty()) {
                proving.sharedTables(schema.shared());
            }
            if (!schema.column().isEmpty()) {
                proving.tenantColumn(schema.column());
            }
            proof = proving.build();
            connection = superuser.getConnection();
            connection.setAutoCommit(false);
        }

        void run(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        IsolationReport audit() throws SQLException {
            return audit.on(connection);
        }

        /** Proves, and makes sure that nothing is left of it but numbers of the sequences that the report names. */
        ProofReport prove() throws SQLException {
            DatabaseFingerprint before = DatabaseFingerprint.of(connection);
            ProofReport report = proof.on(connection);
            assertThat(DatabaseFingerprint.of(connection).differences(before))
                    .allSatisfy(difference -> assertThat(report.sequences()).anyMatch(difference::contains));
            return report;
        }

        @Override
        public void close() throws SQLException {
            try (connection) {
                connection.rollback();
            }
        }
    }
}
