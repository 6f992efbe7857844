package io.tenancy.jdbc.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Text is read as PostgreSQL reads it, as far as it is read at all. */
class SqlScannerTest {
    /** Pieces in which nothing counts: no statement begins, no placeholder stands in them. */
    @Provide
    Arbitrary<String> silent() {
        return Arbitraries.of(" ", "\n", "-- a ? ; ' comment\n", "/* ? ; /* nested */ ' */", "\t");
    }

    /** Pieces that are part of a statement and hide what looks like its end. */
    @Provide
    Arbitrary<String> opaque() {
        return Arbitraries.of(
                "'it''s ; ?'",
                "E'back\\\\slash \\' ; ?'",
                "\"na;me?\"",
                "$$ ; ? commit; $$",
                "$tag$ $$ ; ? $tag$",
                "a1",
                "42",
                "??",
                "'--'");
    }

    @Property
    void statementsAndPlaceholdersAreCountedWhatEverStandsBetween(
            @ForAll("pieces") List<String> before, @ForAll("pieces") List<String> within) {
        StringBuilder sql = new StringBuilder();
        before.stream().filter(piece -> silentPieces().contains(piece)).forEach(sql::append);
        sql.append("select ?, ");
        within.forEach(piece -> sql.append(piece).append(' '));
        sql.append("; update x set y = ? ; -- the end");
        SqlScanner scanner = new SqlScanner(sql.toString());
        assertThat(scanner.isTerminated()).isTrue();
        assertThat(scanner.placeholders()).isEqualTo(2);
        assertThat(scanner.statements()).hasSize(2);
        assertThat(scanner.statements().get(0).get(0)).isEqualTo("SELECT");
        assertThat(scanner.statements().get(1).get(0)).isEqualTo("UPDATE");
        assertThat(scanner.body()).endsWith("-- the end").doesNotContain("? ; --");
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.oneOf(silent(), opaque()).list().ofMaxSize(8);
    }

    private static List<String> silentPieces() {
        return List.of(" ", "\n", "-- a ? ; ' comment\n", "/* ? ; /* nested */ ' */", "\t");
    }

    @Property
    void anyTextIsReadWithoutFailing(@ForAll String text) {
        SqlText read = SqlText.of(text);
        assertThat(read.sql()).isEqualTo(text);
        assertThat(read.kind()).isNotNull();
    }

    @Property
    void aTextThatEndsInsideSomethingIsNeverGlued(
            @ForAll("pieces") List<String> within, @ForAll("openings") String opening) {
        String sql = "select " + String.join(" ", within) + " " + opening + " never closed";
        assertThat(SqlText.of(sql).kind()).isEqualTo(SqlText.Kind.ALONE);
    }

    @Provide
    Arbitrary<String> openings() {
        return Arbitraries.of("'", "\"", "/*", "$$", "$x$", "E'\\'");
    }

    @Example
    void transactionControlIsFoundBehindComments() {
        assertThat(SqlText.of("/* x */ -- y\n CoMmIt").kind()).isEqualTo(SqlText.Kind.CONTROL);
        assertThat(SqlText.of("commit").endsTransaction()).isTrue();
        assertThat(SqlText.of("rollback to savepoint a").endsTransaction()).isFalse();
        assertThat(SqlText.of("rollback to savepoint a").losesContext()).isTrue();
        assertThat(SqlText.of("prepare transaction 'x'").kind()).isEqualTo(SqlText.Kind.CONTROL);
        assertThat(SqlText.of("prepare q as select 1").kind()).isEqualTo(SqlText.Kind.WORK);
        assertThat(SqlText.of("update t set a = 'commit; begin'").kind()).isEqualTo(SqlText.Kind.WORK);
        assertThat(SqlText.of("").kind()).isEqualTo(SqlText.Kind.CONTROL);
    }
}
