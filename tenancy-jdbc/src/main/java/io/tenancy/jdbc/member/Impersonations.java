package io.tenancy.jdbc.member;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.authorization.OperatorWork;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.ServerFailure;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.tenant.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Opens, finds and ends impersonations. Immutable and thread-safe. */
final class Impersonations {
    private static final Duration LONGEST = Duration.ofHours(4);
    private static final String SELECT =
            "select i.tenant_id, i.account_id, coalesce(m.name, 'former member'), i.reason, i.started_at, i.expires_at,"
                    + " i.ended_at, i.operator_id, i.id from tenancy.impersonation i"
                    + " left join tenancy.member m on m.tenant_id = i.tenant_id and m.account_id = i.account_id";

    private final OperatorWork work;
    private final Clock clock;
    private final TimeOrderedIds ids;

    Impersonations(OperatorWork work, Clock clock, TimeOrderedIds ids) {
        this.work = work;
        this.clock = clock;
        this.ids = ids;
    }

    Impersonation start(Operator operator, TenantId tenant, UUID member, Duration life, String reason) {
        if (life.isNegative() || life.isZero() || life.compareTo(LONGEST) > 0) {
            throw new TenancyException(
                    ErrorCode.USAGE, "An impersonation lasts up to 4 hours, not " + life, "Give a shorter time");
        }
        UUID id = ids.next();
        OffsetDateTime now = OperatorRegistry.now(clock);
        return work.change(
                "act as a member",
                operator.attribution(reason),
                Map.of("TN034", Impersonations::refused),
                connection -> {
                    Jdbc.run(
                            connection,
                            "insert into tenancy.impersonation (id, operator_id, tenant_id, account_id, reason, started_at, expires_at)"
                                    + " values (?, ?, ?, ?, ?, ?, ?)",
                            id,
                            operator.id(),
                            tenant.value(),
                            member,
                            reason,
                            now,
                            now.plus(life));
                    return read(connection, id).orElseThrow();
                });
    }

    private static TenancyException refused(SQLException e) {
        return new TenancyException(
                ErrorCode.IMPERSONATION_REFUSED,
                "The operator may not act as this person: "
                        + ServerFailure.text(e).replaceFirst("^ERROR: ", ""),
                "Choose an active member with fewer rights, or let a super admin do it",
                Map.of(),
                e);
    }

    Optional<Impersonation> find(UUID id) {
        return work.read("find an impersonation", connection -> read(connection, id));
    }

    boolean end(UUID id, Attribution by) {
        return work.<Boolean>change(
                "end an impersonation",
                by,
                Map.of(),
                connection -> Jdbc.run(
                                connection,
                                "update tenancy.impersonation set ended_at = ? where id = ? and ended_at is null and expires_at > ?",
                                OperatorRegistry.now(clock),
                                id,
                                OperatorRegistry.now(clock))
                        > 0);
    }

    List<Impersonation> list(boolean over) {
        OffsetDateTime now = OperatorRegistry.now(clock);
        return work.read(
                "list impersonations",
                connection -> Jdbc.list(
                        connection,
                        SELECT
                                + " where ? or i.ended_at is null and i.expires_at > ? order by i.started_at desc, i.id limit 100",
                        row -> read(connection, row),
                        over,
                        now));
    }

    private static Optional<Impersonation> read(Connection connection, UUID id) throws SQLException {
        return Jdbc.first(connection, SELECT + " where i.id = ?", row -> read(connection, row), id);
    }

    private static Impersonation read(Connection connection, ResultSet row) throws SQLException {
        return new Impersonation(
                row.getObject(9, UUID.class),
                OperatorRows.find(connection, "id = ?", row.getObject(8, UUID.class))
                        .orElseThrow(),
                TenantId.of(row.getObject(1, UUID.class)),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                OperatorRows.instant(row, 7));
    }
}
