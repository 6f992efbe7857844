package io.tenancy.jdbc.security;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * What can be done about an incident without the application: each for as long as its rule says, undone then, and audited both times in the
 * chain of the tenant whose incident it is. A tenancy has them by these names. Thread-safe.
 */
public final class SecurityActions {
    /** Nobody signs in with the name that the incident is about; sessions that there are go on. */
    public static final String LOCK_ACCOUNT = "lock-account";

    /** The API key that the incident is about is refused. */
    public static final String BLOCK_KEY = "block-key";

    /** The address that the incident is about is kept out, wherever {@link SecurityEvents#blockedUntil} is asked. */
    public static final String BLOCK_ADDRESS = "block-address";

    private static final String LOGIN = "login:[0-9a-f]{64}";

    private final DataSource worker;
    private final Clock clock;
    private final TimeOrderedIds ids;

    private SecurityActions(DataSource worker, Clock clock) {
        this.worker = worker;
        this.clock = clock;
        this.ids = new TimeOrderedIds(clock);
    }

    /**
     * All of them.
     *
     * @param worker connects as {@code tenancy_worker}
     * @param clock says when
     * @return the actions
     */
    public static List<SecurityAction> all(DataSource worker, Clock clock) {
        SecurityActions actions = new SecurityActions(worker, clock);
        return List.of(
                new Built(LOCK_ACCOUNT, actions::lockAccount, actions::unlockAccount),
                new Built(BLOCK_KEY, actions::blockKey, incident -> actions.unblock(incident, "key")),
                new Built(BLOCK_ADDRESS, actions::blockAddress, incident -> actions.unblock(incident, "address")));
    }

    private record Built(String name, Consumer<SecurityIncident> taking, Consumer<SecurityIncident> undoing)
            implements SecurityAction {
        @Override
        public void take(SecurityIncident incident) {
            taking.accept(incident);
        }

        @Override
        public void undo(SecurityIncident incident) {
            undoing.accept(incident);
        }
    }

    private void lockAccount(SecurityIncident incident) {
        act(
                incident,
                "account.lock",
                login(incident),
                connection -> Jdbc.run(
                        connection,
                        "insert into tenancy.sign_in_attempt as known (name_hash, failures, failed_at, locked_until)"
                                + " values (decode(?, 'hex'), 1, ?::timestamptz, ?::timestamptz) on conflict (name_hash)"
                                + " do update set locked_until = greatest(known.locked_until, excluded.locked_until)",
                        login(incident),
                        now().toString(),
                        until(incident).toString()));
    }

    private void unlockAccount(SecurityIncident incident) {
        act(
                incident,
                "account.unlock",
                login(incident),
                connection -> Jdbc.run(
                        connection,
                        "update tenancy.sign_in_attempt set locked_until = null"
                                + " where name_hash = decode(?, 'hex') and locked_until = ?::timestamptz",
                        login(incident),
                        until(incident).toString()));
    }

    private static String login(SecurityIncident incident) {
        if (!incident.subject().matches(LOGIN)) {
            throw new IllegalStateException("the incident is about no name that somebody signs in with");
        }
        return incident.subject().substring("login:".length());
    }

    private void blockKey(SecurityIncident incident) {
        act(incident, "key.block", incident.subject(), connection -> {
            boolean ours = Jdbc.test(
                    connection,
                    "select exists (select from tenancy.api_key where tenant_id = ? and id::text = ?)",
                    incident.tenantId(),
                    incident.subject());
            if (!ours) {
                throw new IllegalStateException("the incident is about no API key of its tenant");
            }
            return block(connection, incident, "key", incident.subject());
        });
    }

    private void blockAddress(SecurityIncident incident) {
        act(
                incident,
                "address.block",
                address(incident),
                connection -> block(connection, incident, "address", address(incident)));
    }

    private static String address(SecurityIncident incident) {
        String address = incident.address();
        if (address == null) {
            throw new IllegalStateException("nobody knows from which address the incident came");
        }
        return address;
    }

    private static int block(Connection connection, SecurityIncident incident, String kind, String subject)
            throws SQLException {
        return Jdbc.run(
                connection,
                "insert into tenancy.security_block as b (kind, subject, tenant_id, incident_id, blocked_until)"
                        + " values (?, ?, ?, ?, ?::timestamptz) on conflict (kind, subject, tenant_id) do update"
                        + " set incident_id = excluded.incident_id, blocked_until = excluded.blocked_until"
                        + " where b.blocked_until < excluded.blocked_until",
                kind,
                subject,
                incident.tenantId(),
                incident.id(),
                until(incident).toString());
    }

    /** Only what this incident did: a later one may hold it still. */
    private void unblock(SecurityIncident incident, String kind) {
        String subject = kind.equals("key") ? incident.subject() : address(incident);
        act(
                incident,
                kind + ".unblock",
                subject,
                connection -> Jdbc.run(
                        connection,
                        "delete from tenancy.security_block where kind = ? and subject = ? and tenant_id = ? and incident_id = ?",
                        kind,
                        subject,
                        incident.tenantId(),
                        incident.id()));
    }

    /** In one transaction with its entry in the trail; what changes nothing, since it was done before, is not told twice. */
    private void act(SecurityIncident incident, String action, String subject, Jdbc.Work<Integer> work) {
        boolean unused = Jdbc.inTransaction(worker, "act on an incident", connection -> {
            if (work.on(connection) > 0) {
                audit(connection, incident, action, subject);
            }
            return true;
        });
    }

    private void audit(Connection connection, SecurityIncident incident, String action, String subject)
            throws SQLException {
        Jdbc.run(
                connection,
                "insert into tenancy.audit_pending (tenant_id, id, at, action, outcome, actor, reason, resource_type, resource_id,"
                        + " details) values (?, ?, ?::timestamptz, ?, 'SUCCESS', 'security', ?, ?, ?, jsonb_build_object('incident', ?::text))",
                incident.tenantId(),
                ids.next(),
                now().toString(),
                action,
                "rule " + incident.rule(),
                action.substring(0, action.indexOf('.')),
                subject,
                incident.id().toString());
    }

    private static Instant until(SecurityIncident incident) {
        Instant until = incident.actionUntil();
        if (until == null) {
            throw new IllegalStateException("the incident does not say for how long");
        }
        return until;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
