package io.tenancy.cli.command;

import io.tenancy.entitlement.Plan;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it is typed: {@code starter}, or {@code starter@2} for a version.
 *
 * @param key the plan's key
 * @param version the version, or null for the newest
 */
record PlanReference(String key, @Nullable Integer version) {
    static PlanReference parse(String typed) {
        int at = typed.indexOf('@');
        String key = at < 0 ? typed : typed.substring(0, at);
        String version = at < 0 ? null : typed.substring(at + 1);
        if (!Plan.isKey(key) || (version != null && !version.matches("[1-9]\\d{0,8}"))) {
            throw CommandException.usage(
                    "That is no plan", "Write its key, such as starter, or a version of it: starter@2");
        }
        return new PlanReference(key, version == null ? null : Integer.valueOf(version));
    }
}
