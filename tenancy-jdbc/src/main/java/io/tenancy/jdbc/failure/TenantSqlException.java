package io.tenancy.jdbc.failure;

import io.tenancy.TenancyException;
import java.sql.SQLException;
import java.util.Objects;

/**
 * What a tenant-bound JDBC object throws where JDBC wants an {@link SQLException}: the same fact as {@link #reason()}, which is also
 * its cause.
 *
 * <p>SQLStates: {@value #CONTEXT_MISSING} nothing is bound, {@value #CONTEXT_SWITCHED} another tenant was bound inside a transaction,
 * {@value #CONTEXT_PROTECTED} the statement touches the context, {@value #ROW_REFUSED} row level security refused a row that was to be
 * written, {@value #INSUFFICIENT_PRIVILEGE} a privilege is missing. PostgreSQL gives the last two the same state; they are told apart
 * here, so that libraries which go by the state report a refused row as a violated rule and not as bad SQL.
 */
public final class TenantSqlException extends SQLException {
    /** Nothing is bound. */
    public static final String CONTEXT_MISSING = "TC001";
    /** Another tenant, principal or branch set was bound inside a transaction. */
    public static final String CONTEXT_SWITCHED = "TC002";
    /** The statement would write the context, or outlive the transaction that carries it. */
    public static final String CONTEXT_PROTECTED = "TC003";
    /** A policy refused a row: the standard's state for a violated WITH CHECK OPTION. */
    public static final String ROW_REFUSED = "44000";
    /** A privilege is missing. */
    public static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static final long serialVersionUID = 1L;

    private final TenancyException reason;

    /**
     * Makes the exception.
     *
     * @param reason the fact
     * @param sqlState one of the states of this class
     */
    public TenantSqlException(TenancyException reason, String sqlState) {
        super(reason.getMessage(), sqlState, Objects.requireNonNull(reason, "reason"));
        this.reason = reason;
    }

    /**
     * The fact, as Tenancy throws it elsewhere.
     *
     * @return the reason, also the cause
     */
    public TenancyException reason() {
        return reason;
    }
}
