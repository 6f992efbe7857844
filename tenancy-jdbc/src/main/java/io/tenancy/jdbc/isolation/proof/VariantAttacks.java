package io.tenancy.jdbc.isolation.proof;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Policies that say more than the tenant: {@code .. or status = 'public'}. The other tenant's row is given the values that they name,
 * one at a time, and attacked again.
 */
final class VariantAttacks {
    private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.'-])(\\d+(?:\\.\\d+)?)(?![\\w.'])");
    private static final int ENOUGH = 24;

    private final Trial trial;
    private final Target target;
    private final Context context;

    VariantAttacks(Trial trial, Target target) {
        this.trial = trial;
        this.target = target;
        this.context = trial.ground().asAttacker();
    }

    void carryOut(Consumer<ProofVerdict> verdicts) throws SQLException {
        for (Variant variant : variants()) {
            String give = "update " + target.sql() + " set " + variant.column().sql() + " = " + variant.literal()
                    + " where " + target.whose(target.foreignTenant());
            Scene read = Scene.of(
                            context, "select 1 from " + target.sql() + " where " + target.whose(target.foreignTenant()))
                    .after(give);
            if (trial.play(read).reached()) {
                verdicts.accept(trial.leaked(
                        target.sql(),
                        Attack.READ,
                        "the statement reached rows of the other tenant",
                        target.oid(),
                        read));
            }
            if (target.foreignSpare() != null) {
                Scene insert = Scene.of(
                                context,
                                target.insert(target.foreignSpare()
                                        .with(variant.column().sql(), variant.literal())))
                        .watching(Set.of(target.oid()));
                Answer answer = trial.play(insert);
                if (!answer.touched().isEmpty()) {
                    verdicts.accept(
                            trial.leaked(target.sql(), Attack.INSERT, Trial.touched(answer), target.oid(), insert));
                }
            }
        }
    }

    private record Variant(Field column, String literal) {}

    private List<Variant> variants() {
        Set<Variant> variants = new LinkedHashSet<>();
        for (String policy :
                Objects.requireNonNullElse(trial.ground().policyTexts().get(target.oid()), List.<String>of())) {
            for (Field field : target.fields()) {
                boolean named = Pattern.compile("(?<![\\w.])" + Pattern.quote(field.sql()) + "(?!\\w)")
                        .matcher(policy)
                        .find();
                if (named && !field.generated() && !field.equals(target.tenant())) {
                    constants(policy).forEach(constant -> variants.add(new Variant(field, constant)));
                }
            }
        }
        return variants.stream().limit(ENOUGH).toList();
    }

    /** Values near what a policy compares with. Those that do not fit the column are refused, and that is that. */
    private static List<String> constants(String policy) {
        List<String> constants = new ArrayList<>();
        Matcher texts = TEXT.matcher(policy);
        while (texts.find()) {
            if (!texts.group(1).startsWith("tenancy.")) {
                constants.add("'" + texts.group(1) + "'");
            }
        }
        Matcher numbers = NUMBER.matcher(TEXT.matcher(policy).replaceAll(" "));
        while (numbers.find()) {
            BigDecimal number = new BigDecimal(numbers.group(1));
            constants.add("'" + number + "'");
            constants.add("'" + number.add(BigDecimal.ONE) + "'");
            constants.add("'" + number.subtract(BigDecimal.ONE) + "'");
        }
        if (policy.contains("true")) {
            constants.add("'true'");
        }
        return constants;
    }
}
