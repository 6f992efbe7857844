package io.tenancy.cli.lint;

import io.tenancy.cli.lint.SqlScanner.Comment;
import io.tenancy.cli.lint.SqlScanner.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Comments that let a finding stand: {@code -- tenancy:ignore L09 reason}, before the statement, in it, or behind it on its line. The reason is not optional:
 * without one, or with a rule that there is not, the comment is an error itself.
 */
final class Suppressions {
    private static final String REMEDY = "Write: -- tenancy:ignore L09 why it may stay";
    private static final Pattern FORM = Pattern.compile("tenancy:ignore\\s+([\\w,]+)\\s*(.*)");
    private static final String PARSE = "parse";

    private final List<Suppression> all = new ArrayList<>();

    private record Suppression(List<String> rules, String reason, int from, int to) {}

    static Suppressions of(SqlScanner scanner, String script) throws SqlSyntaxException {
        Suppressions suppressions = new Suppressions();
        for (Comment comment : scanner.comments()) {
            if (comment.text().startsWith("tenancy:")) {
                suppressions.add(comment, scanner.pieces(), script);
            }
        }
        return suppressions;
    }

    private void add(Comment comment, List<Piece> pieces, String script) throws SqlSyntaxException {
        Matcher form = FORM.matcher(comment.text());
        if (!form.matches()) {
            throw new SqlSyntaxException(comment.at(), "Not understood: -- " + comment.text(), REMEDY);
        }
        List<String> rules = List.of(form.group(1).split(","));
        for (String rule : rules) {
            if (!rule.equals(PARSE)
                    && LintRule.all().stream().noneMatch(one -> one.id().equals(rule))) {
                throw new SqlSyntaxException(comment.at(), "No such rule: " + rule, REMEDY);
            }
        }
        if (form.group(2).isBlank()) {
            throw new SqlSyntaxException(comment.at(), "A finding is let stand without a reason", REMEDY);
        }
        for (Piece piece : pieces) {
            boolean sameLine = piece.end() <= comment.at()
                    && script.substring(piece.end(), comment.at()).strip().equals(";")
                    && script.substring(piece.end(), comment.at()).indexOf('\n') < 0;
            if (piece.end() > comment.at() || sameLine) {
                all.add(new Suppression(rules, form.group(2).strip(), piece.start(), piece.end()));
                return;
            }
        }
    }

    boolean skipsParsing(int start, int end) {
        return all.stream().anyMatch(one -> one.rules().contains(PARSE) && one.from() == start && one.to() == end);
    }

    /** Why a finding at a place may stand. */
    Optional<String> reason(LintRule rule, int at) {
        return all.stream()
                .filter(one -> one.rules().contains(rule.name()) && one.from() <= at && at <= one.to())
                .map(Suppression::reason)
                .findFirst();
    }
}
