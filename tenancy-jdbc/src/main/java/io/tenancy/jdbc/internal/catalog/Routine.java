package io.tenancy.jdbc.internal.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user-defined function or procedure. Immutable.
 *
 * @param oid its number
 * @param sql its name and arguments as SQL takes them
 * @param procedure whether it is a procedure
 * @param owner the role it belongs to
 * @param definer whether it runs with its owner's rights
 * @param volatility i, s or v
 * @param leakproof whether it claims to be leakproof
 * @param trigger whether it is a trigger's function
 * @param settings what is set while it runs, {@code name=value}
 * @param executable whether the application may call it
 * @param body its body, if it is kept as a tree
 */
public record Routine(
        long oid,
        String sql,
        boolean procedure,
        long owner,
        boolean definer,
        char volatility,
        boolean leakproof,
        boolean trigger,
        List<String> settings,
        boolean executable,
        @Nullable Node body) {
    /** The search path while it runs; null if it is the caller's. */
    public @Nullable String searchPath() {
        return settings.stream()
                .filter(setting -> setting.startsWith("search_path="))
                .map(setting -> setting.substring("search_path=".length()))
                .findFirst()
                .orElse(null);
    }
}
