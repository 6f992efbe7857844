package io.tenancy.jdbc.alert;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A sink as tenancy.yaml names it. Immutable. Its address is a secret: who has it can write there.
 *
 * @param name what rules call it
 * @param type who receives
 * @param url where; of PagerDuty null for its public address
 * @param routingKey of PagerDuty, the key of the service; else null
 */
public record SinkSettings(
        String name, Type type, @Nullable URI url, @Nullable String routingKey) {
    /** Who receives. */
    public enum Type {
        /** An incoming webhook of Slack. */
        SLACK,
        /** PagerDuty's Events API, version 2. */
        PAGERDUTY,
        /** Anybody who takes JSON by POST. */
        WEBHOOK
    }

    /**
     * Checks the components.
     *
     * @param name the name
     * @param type who receives
     * @param url where
     * @param routingKey the key
     */
    public SinkSettings {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    /**
     * A sink that delivers there.
     *
     * @return the sink
     */
    public AlertSink open() {
        return new HttpSink(this);
    }

    @Override
    public String toString() {
        return name + " (" + type + ")";
    }
}
