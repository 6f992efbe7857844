package io.tenancy.jdbc.member;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.authorization.Principal;
import io.tenancy.authorization.PrincipalKind;
import io.tenancy.context.TenantBinding;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A time in which an operator works in a tenant as one of its members: may what the member may, no more, and everything it does names
 * both.
 *
 * <pre>{@code
 * Impersonation help = operators.impersonate(anna, tenant.id(), bob, Duration.ofMinutes(30), "ticket 4711");
 * try (TenantScope scope = TenantContext.bind(help.binding(tenant, clock.instant()))) { .. }
 * operators.endImpersonation(help.id(), anna.attribution("solved"));
 * }</pre>
 *
 * @param id its id
 * @param operator who acts
 * @param tenant where
 * @param memberId as whom
 * @param memberName how the tenant calls the member
 * @param reason why
 * @param startedAt since when
 * @param expiresAt until when at the latest
 * @param endedAt when it was ended before; null if not
 */
public record Impersonation(
        UUID id,
        Operator operator,
        TenantId tenant,
        UUID memberId,
        String memberName,
        String reason,
        Instant startedAt,
        Instant expiresAt,
        @Nullable Instant endedAt) {
    /**
     * What to bind. To be asked anew for every request, on an impersonation that was just found: it may have been ended.
     *
     * @param of the tenant
     * @param now the time
     * @return the member as principal, the operator as whoever acts
     * @throws TenancyException with {@link ErrorCode#IMPERSONATION_REFUSED} if it is over, or of another tenant
     */
    public TenantBinding binding(Tenant of, Instant now) {
        if (endedAt != null || !now.isBefore(expiresAt) || !of.id().equals(tenant)) {
            throw new TenancyException(
                    ErrorCode.IMPERSONATION_REFUSED,
                    of.id().equals(tenant) ? "The impersonation is over" : "The impersonation is of another tenant",
                    "Begin another one, with a reason",
                    Map.of("impersonation", id.toString()),
                    null);
        }
        return TenantBinding.of(of)
                .withPrincipal(new Principal(memberId, memberName, PrincipalKind.USER))
                .withActor(operator.principal());
    }
}
