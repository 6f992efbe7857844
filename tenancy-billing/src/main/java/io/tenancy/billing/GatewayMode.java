package io.tenancy.billing;

import java.util.Locale;

/** Whether money is real. */
public enum GatewayMode {
    /** The gateway's test side: nobody pays. */
    SANDBOX,
    /** People pay. */
    LIVE;

    /**
     * As it stands in {@code tenancy.yaml}.
     *
     * @return in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
