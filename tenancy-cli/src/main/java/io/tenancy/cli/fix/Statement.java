package io.tenancy.cli.fix;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a finding: what it does, which decides its place among the others, and what it does it to, which decides who may run
 * it. A statement that is not recognised is never written.
 *
 * @param sql the statement
 * @param step its place among the others
 * @param kind what it changes
 * @param object the changed object, as SQL takes its name
 * @param referenced the table that a foreign key points at, or null
 */
record Statement(
        String sql,
        Step step,
        Kind kind,
        String object,
        @Nullable String referenced) {
    /** What blocks goes first, keys before what points at them, rights last. */
    enum Step {
        OWN,
        UNTIE,
        REQUIRE,
        KEY,
        TIE,
        ISOLATE,
        CODE,
        INDEX,
        RIGHT
    }

    /** What a statement changes. */
    enum Kind {
        RELATION,
        ROUTINE,
        SCHEMA,
        DATABASE,
        /** Future tables of a role. */
        DEFAULTS,
        /** A role, its memberships or settings: not the migrator's business. */
        ROLE
    }

    private static final String WORD = "(?:\"(?:[^\"]|\"\")*\"|[\\w$]+)";
    private static final String NAME = "(" + WORD + "(?:\\." + WORD + ")?)";

    private record Form(Pattern pattern, Step step, Kind kind) {
        static Form of(String pattern, Step step, Kind kind) {
            return new Form(
                    Pattern.compile(pattern.replace("WORD", WORD).replace("NAME", NAME), Pattern.DOTALL), step, kind);
        }
    }

    private static final Form[] FORMS = {
        Form.of("alter table NAME owner to .*", Step.OWN, Kind.RELATION),
        Form.of("alter schema (WORD) owner to .*", Step.OWN, Kind.SCHEMA),
        Form.of("alter database WORD (owner) to .*", Step.OWN, Kind.ROLE),
        Form.of("alter table NAME drop constraint if exists WORD;", Step.UNTIE, Kind.RELATION),
        Form.of("drop (?:policy|rule) if exists WORD on NAME;", Step.UNTIE, Kind.RELATION),
        Form.of("alter table NAME alter column WORD set not null;", Step.REQUIRE, Kind.RELATION),
        Form.of(
                "alter table NAME drop constraint if exists WORD, add constraint WORD (?:primary key|unique) .*",
                Step.KEY,
                Kind.RELATION),
        Form.of("drop index if exists NAME;", Step.KEY, Kind.RELATION),
        Form.of("create unique index (?:if not exists )?WORD on NAME .*", Step.KEY, Kind.RELATION),
        Form.of(
                "alter table NAME add constraint WORD foreign key \\([^)]*\\) references (?<to>" + WORD + "(?:\\."
                        + WORD + ")?) .*",
                Step.TIE,
                Kind.RELATION),
        Form.of("alter table NAME force row level security;", Step.ISOLATE, Kind.RELATION),
        Form.of("select tenancy\\.(?:isolate|share)\\('((?:[^'\\\\]|'')+)'.*", Step.ISOLATE, Kind.RELATION),
        Form.of("alter policy WORD on NAME using .*", Step.ISOLATE, Kind.RELATION),
        Form.of("alter view NAME set \\(.*", Step.CODE, Kind.RELATION),
        Form.of(
                "alter (?:function|procedure) (.+) (?:security invoker|stable|not leakproof|set search_path = .*);",
                Step.CODE,
                Kind.ROUTINE),
        Form.of("create index if not exists WORD on NAME .*", Step.INDEX, Kind.RELATION),
        Form.of("revoke [a-z, ]+ on schema (WORD) from .*", Step.RIGHT, Kind.SCHEMA),
        Form.of("revoke [a-z, ]+ on database (WORD) from .*", Step.RIGHT, Kind.DATABASE),
        Form.of("revoke [a-z, ]+ on (?:sequence )?NAME from .*", Step.RIGHT, Kind.RELATION),
        Form.of("alter database (WORD) (?:re)?set .*", Step.RIGHT, Kind.DATABASE),
        Form.of("alter default privileges for role (WORD) .*", Step.RIGHT, Kind.DEFAULTS),
        Form.of("(?:alter role|revoke) (WORD) .*", Step.RIGHT, Kind.ROLE),
    };

    private static final Pattern NEW_INDEX = Pattern.compile(
            "create unique index if not exists WORD on (NAME \\(.*\\));"
                    .replace("WORD", WORD)
                    .replace("NAME", NAME),
            Pattern.DOTALL);
    private static final Pattern NEW_KEY = Pattern.compile(
            "alter table (NAME) .* (?:unique|primary key) (?<columns>\\(.*\\));".replace("NAME", NAME), Pattern.DOTALL);

    /** Whether another statement rebuilds a key of the table to be what this one would make beside it. */
    boolean repeats(Statement other) {
        Matcher index = NEW_INDEX.matcher(sql);
        Matcher key = NEW_KEY.matcher(other.sql);
        return index.matches() && key.matches() && index.group(1).equals(key.group(1) + " " + key.group("columns"));
    }

    /** The statement understood, or null. What Flyway would take for a placeholder is not understood either. */
    static @Nullable Statement parse(String sql) {
        for (Form form : FORMS) {
            Matcher matcher = form.pattern().matcher(sql);
            if (matcher.matches() && !sql.contains("${")) {
                String object = matcher.group(1).replace("''", "'");
                String referenced = form.step() == Step.TIE ? matcher.group("to") : null;
                return new Statement(sql, form.step(), form.kind(), object, referenced);
            }
        }
        return null;
    }
}
