package io.tenancy.config;

import io.tenancy.jdbc.alert.AlertRule;
import io.tenancy.jdbc.alert.ErrorRate;
import io.tenancy.jdbc.alert.SinkSettings;
import io.tenancy.jdbc.security.DetectionRule;
import java.util.List;

/**
 * The section {@code alerts}: who is told what. Immutable.
 *
 * @param rules which alerts go where
 * @param sinks those whose addresses are known
 * @param missing of every other sink, the environment variable that is not set: {@code ops: SLACK_WEBHOOK_URL}. What goes there waits
 *     for a program that has it
 * @param errorRate when the share of a tenant's requests that fail is worth an alert
 * @param detection when security events become an incident
 */
public record AlertSettings(
        List<AlertRule> rules,
        List<SinkSettings> sinks,
        List<String> missing,
        ErrorRate errorRate,
        List<DetectionRule> detection) {
    /** Nobody is told anything. */
    public static final AlertSettings NONE =
            new AlertSettings(List.of(), List.of(), List.of(), ErrorRate.DEFAULT, DetectionRule.defaults());

    /**
     * Copies the lists.
     *
     * @param rules which alerts go where
     * @param sinks those whose addresses are known
     * @param missing what is not set
     * @param errorRate when errors are worth an alert
     * @param detection when security events become an incident
     */
    public AlertSettings {
        rules = List.copyOf(rules);
        sinks = List.copyOf(sinks);
        missing = List.copyOf(missing);
        detection = List.copyOf(detection);
    }
}
