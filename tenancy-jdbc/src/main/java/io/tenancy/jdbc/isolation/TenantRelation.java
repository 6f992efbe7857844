package io.tenancy.jdbc.isolation;

import io.tenancy.jdbc.internal.catalog.Column;
import io.tenancy.jdbc.internal.catalog.Relation;

/** A table that holds tenants' rows, the column that says whose, and the table at the top of its tree: itself, or what it is a child of. */
record TenantRelation(Relation relation, Column column, Relation root) {
    String sql() {
        return relation.sql();
    }

    boolean child() {
        return root.oid() != relation.oid();
    }

    boolean isControlPlane() {
        return relation.schema().equals(AuditSubject.CONTROL_PLANE);
    }

    /** What makes policies, owner, grants and children right in one go. */
    String isolate() {
        String usual = column.name().equals("tenant_id") ? "" : ", tenant_column => " + Sql.literal(column.name());
        return "select tenancy.isolate(" + Sql.literal(root.sql()) + usual + ");";
    }
}
