package io.tenancy.jdbc.internal.synthesis;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A type, with what its values have to satisfy. A domain is told by its base type and its checks. Immutable.
 *
 * @param oid the number of the type, of a domain's base type
 * @param name its bare name
 * @param sql the name as SQL takes it in a cast, with modifiers
 * @param modifier the modifier of the column, or of the domain over it; -1 for none
 * @param category as in {@code pg_type.typcategory}
 * @param kind as in {@code pg_type.typtype}
 * @param checks the checks of the domains over it, in terms of VALUE
 * @param labels the labels of an enum
 * @param parts the attributes of a composite type, the element of an array, the bounds' type of a range
 * @param notNull whether a domain over it refuses null
 */
record TypeShape(
        long oid,
        String name,
        String sql,
        int modifier,
        char category,
        char kind,
        List<Condition> checks,
        List<String> labels,
        List<TypeShape> parts,
        boolean notNull) {
    private static final Set<String> NUMBERS = Set.of("int2", "int4", "int8", "numeric", "float4", "float8");
    private static final String COMPARABLE = "SDBTIEV";

    boolean isNumber() {
        return NUMBERS.contains(name);
    }

    /** Whether a literal of it can be compared with =. */
    boolean isComparable() {
        return isNumber()
                || name.equals("uuid")
                || name.equals("bytea")
                || (COMPARABLE.indexOf(category) >= 0 && !name.equals("xml"));
    }

    /** The longest text of it in characters, or null if there is no limit. */
    @Nullable
    Integer length() {
        return modifier > 4 && (name.equals("varchar") || name.equals("bpchar")) ? Integer.valueOf(modifier - 4) : null;
    }
}
