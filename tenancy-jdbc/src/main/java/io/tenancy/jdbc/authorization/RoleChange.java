package io.tenancy.jdbc.authorization;

import java.util.List;

/**
 * What publishing permissions and system roles does, or did, to one of them.
 *
 * @param subject a permission or a role
 * @param key its key
 * @param kind what happens to it
 * @param gains permissions that a role says and did not say before
 * @param losses permissions that it said and does not say any more
 */
public record RoleChange(Subject subject, String key, Kind kind, List<String> gains, List<String> losses) {
    /**
     * Copies the lists.
     *
     * @param subject a permission or a role
     * @param key its key
     * @param kind what happens to it
     * @param gains what it gains
     * @param losses what it loses
     */
    public RoleChange {
        gains = List.copyOf(gains);
        losses = List.copyOf(losses);
    }

    /** What is published. */
    public enum Subject {
        /** A permission of the catalogue. */
        PERMISSION,
        /** A system role. */
        ROLE
    }

    /** What happens. */
    public enum Kind {
        /** It is new. */
        ADDED,
        /** It says something else. */
        CHANGED,
        /** It is as it was. */
        SAME,
        /** It is not declared any more, and stays: nodes of the last release may still ask for it. */
        LEFT_OVER,
        /** It is not declared any more, and goes. */
        REMOVED
    }

    /**
     * Whether anything is written for it.
     *
     * @return true unless it stays as it is
     */
    public boolean isChange() {
        return kind != Kind.SAME && kind != Kind.LEFT_OVER;
    }
}
