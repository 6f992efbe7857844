package io.tenancy.jdbc.internal.synthesis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a row of one table has to satisfy. Immutable.
 *
 * @param oid the table's number
 * @param schema its schema, as SQL takes it
 * @param sql its name as SQL takes it, qualified
 * @param kind as in {@code pg_class.relkind}
 * @param tenant its tenant column; null for a shared table
 * @param fields its columns
 * @param conditions its checks, and the bounds of its partitions
 * @param keys what has to be unique
 * @param links its foreign keys
 * @param identity whether a column takes an explicit value only OVERRIDING SYSTEM VALUE
 * @param clues texts in which values may stand that its triggers accept
 */
record Shape(
        long oid,
        String schema,
        String sql,
        char kind,
        @Nullable Field tenant,
        List<Field> fields,
        List<Condition> conditions,
        List<UniqueKey> keys,
        List<Link> links,
        boolean identity,
        String clues) {
    /** The columns that an INSERT names. */
    List<Field> written() {
        return fields.stream().filter(field -> field.generated() == null).toList();
    }

    /** Whether a foreign key can wait: for a null to be replaced, or for the check to be made. */
    boolean canWait(Link link) {
        return link.deferrable() || canBeNull(link);
    }

    boolean canBeNull(Link link) {
        return link.columns().stream().anyMatch(this::canBeNull);
    }

    boolean canBeNull(Field field) {
        return !field.required() && !field.equals(tenant);
    }
}
