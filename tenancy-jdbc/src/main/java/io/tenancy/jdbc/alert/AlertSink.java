package io.tenancy.jdbc.alert;

import java.io.IOException;

/**
 * Tells people. Implementations are thread-safe, and give up after some seconds. Sinks for Slack, PagerDuty and webhooks come with
 * tenancy.yaml; an application brings its own for mail, over whatever sends its mail already.
 *
 * <pre>{@code
 * JdbcTenancy.builder().alertSink(AlertSink.named("mail", message -> mailer.send("ops@example.com", message.line())))
 * }</pre>
 */
public interface AlertSink {
    /**
     * What rules call it.
     *
     * @return the name
     */
    String name();

    /**
     * Delivers. May be called again with the same id, if nobody knows whether it went through.
     *
     * @param message what to tell
     * @throws IOException if it did not go through; it is tried again later
     */
    void deliver(AlertMessage message) throws IOException;

    /**
     * A sink of few words.
     *
     * @param name what rules call it
     * @param delivery delivers
     * @return the sink
     */
    static AlertSink named(String name, Delivery delivery) {
        return new AlertSink() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void deliver(AlertMessage message) throws IOException {
                delivery.deliver(message);
            }
        };
    }

    /** Delivers a message. */
    @FunctionalInterface
    interface Delivery {
        /**
         * Delivers.
         *
         * @param message what to tell
         * @throws IOException if it did not go through
         */
        void deliver(AlertMessage message) throws IOException;
    }
}
