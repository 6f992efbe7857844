package io.tenancy.jdbc.audit;

import io.tenancy.audit.AuditEntry;
import io.tenancy.audit.AuditPage;
import io.tenancy.audit.AuditQuery;
import io.tenancy.jdbc.internal.audit.AuditRows;
import io.tenancy.jdbc.internal.audit.AuditSql;
import io.tenancy.jdbc.internal.registry.Jdbc;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The audit log of all tenants and of the platform, for operators. Changes of the registry (a tenant suspended, a plan assigned, a role
 * granted) stand in the same chain as what the application writes. Immutable and thread-safe.
 *
 * <pre>{@code
 * AuditTrail trail = AuditTrail.over(admin);
 * AuditVerification found = trail.verify(AuditChain.of(tenant.id()), null);
 * }</pre>
 *
 * <p>Every method fails with {@link io.tenancy.ErrorCode#CONNECTION_FAILED} if the server cannot be reached and with
 * {@link io.tenancy.ErrorCode#PRIVILEGE_MISSING} if the connection is neither the admin's nor the worker's.
 */
public final class AuditTrail {
    private final DataSource admin;

    private AuditTrail(DataSource admin) {
        this.admin = Objects.requireNonNull(admin, "admin");
    }

    /**
     * Works through one connection source.
     *
     * @param admin connects as {@code tenancy_admin} or {@code tenancy_worker}
     * @return the trail
     */
    public static AuditTrail over(DataSource admin) {
        return new AuditTrail(admin);
    }

    /**
     * Reads events.
     *
     * @param chain whose
     * @param query which
     * @return one page, the latest first
     */
    public AuditPage list(AuditChain chain, AuditQuery query) {
        return Jdbc.inTransaction(
                admin, "read the audit log", connection -> AuditSql.page(connection, chain.id(), query));
    }

    /**
     * Gives every event of a chain, from its beginning, in one state of the database.
     *
     * @param chain whose
     * @param sink takes them one by one
     * @return how many there were
     */
    public long export(AuditChain chain, Consumer<AuditEntry> sink) {
        return snapshot("export the audit log", connection -> new ChainWalk(connection, chain).export(sink));
    }

    /**
     * What an event's hash is made of, as canonical JSON (RFC 8785): SHA-256 over the 32 bytes of the hash before it and this text in
     * UTF-8.
     *
     * @param event an event
     * @return one line
     */
    public static String canonicalText(AuditEntry event) {
        return AuditRows.text(event);
    }

    /**
     * Computes every hash of a chain anew, from what the events say, and compares: with what is stored, with where the chain ended,
     * and with its anchors. The columns are read, not a stored text, and the computation is not the database's.
     *
     * @param chain which
     * @param known where the chain ended at some time, kept outside of the database; or null
     * @return what was found
     */
    public AuditVerification verify(AuditChain chain, @Nullable AuditHead known) {
        return snapshot("verify the audit log", connection -> new ChainWalk(connection, chain).verify(known));
    }

    /**
     * Every chain that there is: the platform's first.
     *
     * @return the chains
     */
    public List<AuditChain> chains() {
        return Jdbc.inTransaction(
                admin,
                "list the chains of the audit log",
                connection -> Jdbc.list(
                        connection,
                        "select tenant_id from tenancy.audit_chain union select tenant_id from tenancy.audit_event"
                                + " union select tenant_id from tenancy.audit_anchor order by 1",
                        row -> new AuditChain(row.getObject(1, UUID.class))));
    }

    /**
     * Verifies every chain.
     *
     * @param told is told of each as soon as it has been looked at
     * @return what was found, the platform's first
     */
    public List<AuditVerification> verifyAll(Consumer<AuditVerification> told) {
        List<AuditVerification> all = new ArrayList<>();
        for (AuditChain chain : chains()) {
            AuditVerification found = verify(chain, null);
            told.accept(found);
            all.add(found);
        }
        return all;
    }

    private <T> T snapshot(String doing, Jdbc.Work<T> work) {
        return Jdbc.inTransaction(admin, doing, connection -> {
            Jdbc.run(connection, "set transaction isolation level repeatable read, read only");
            return work.on(connection);
        });
    }
}
