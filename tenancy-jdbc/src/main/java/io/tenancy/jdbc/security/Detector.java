package io.tenancy.jdbc.security;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at security events, opens incidents, raises an alert {@code security.incident} for each, takes actions and undoes them when
 * their time is over. One detector of a database looks at a time; others find nothing to do. Thread-safe.
 */
public final class Detector {
    private static final Logger LOG = LoggerFactory.getLogger(Detector.class);

    private final DataSource worker;
    private final Sightings sightings;
    private final Map<String, SecurityAction> actions;
    private final Clock clock;

    /**
     * Makes a detector.
     *
     * @param worker connects as {@code tenancy_worker}
     * @param rules when events become an incident
     * @param actions what can be done about one; of two with the same name the last
     * @param clock says which actions are over
     * @throws IllegalArgumentException if a rule names an action that is not there
     */
    public Detector(
            DataSource worker,
            Collection<DetectionRule> rules,
            Collection<? extends SecurityAction> actions,
            Clock clock) {
        this.worker = worker;
        this.sightings = new Sightings(rules, new TimeOrderedIds(clock));
        this.actions = actions.stream()
                .collect(Collectors.toMap(SecurityAction::name, Function.identity(), (first, last) -> last));
        this.clock = clock;
        for (DetectionRule rule : rules) {
            if (rule.action() != null && !this.actions.containsKey(rule.action())) {
                throw new IllegalArgumentException(
                        "Rule " + rule.name() + " names an action that is not there: " + rule.action());
            }
        }
    }

    /**
     * Looks at everything new, and acts.
     *
     * @return how many events were looked at
     */
    public int detect() {
        int all = 0;
        int now;
        do {
            now = Jdbc.inTransaction(worker, "look at security events", sightings::look);
            all += now;
        } while (now > 0);
        act();
        return all;
    }

    private void act() {
        OffsetDateTime now = clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        for (SecurityIncident incident : incidents("i.action is not null and i.action_state is null")) {
            attempt(incident, "TAKEN", action -> action.take(incident));
        }
        for (SecurityIncident incident : incidents("i.action_state = 'TAKEN' and i.action_until <= ?", now)) {
            attempt(incident, "UNDONE", action -> action.undo(incident));
        }
    }

    private List<SecurityIncident> incidents(String where, Object... binds) {
        return Jdbc.inTransaction(
                worker,
                "look for actions",
                connection -> Jdbc.list(
                        connection,
                        "select " + IncidentRows.COLUMNS + " from tenancy.security_incident i where " + where
                                + " order by i.first_at limit 100",
                        IncidentRows::read,
                        binds));
    }

    /** At least once: who dies before the mark leaves it to the next. */
    private void attempt(SecurityIncident incident, String state, Consumer<SecurityAction> work) {
        SecurityAction action = incident.action() == null ? null : actions.get(incident.action());
        if (action == null) {
            return;
        }
        String reached = state;
        try {
            work.accept(action);
        } catch (RuntimeException e) {
            LOG.error("Action {} on incident {} failed", action.name(), incident.id(), e);
            reached = "FAILED";
        }
        String mark = reached;
        int unused = Jdbc.inTransaction(
                worker,
                "mark an action",
                connection -> Jdbc.run(
                        connection,
                        "update tenancy.security_incident set action_state = ? where id = ?",
                        mark,
                        incident.id()));
    }
}
